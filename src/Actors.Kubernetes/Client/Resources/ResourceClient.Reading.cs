using System.Runtime.CompilerServices;

namespace Actors.Kubernetes;

public sealed partial class ResourceClient<T>
{
    private const int DefaultPage = 500;

    /// <summary>Gets an object.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="resourceVersion">The version it must have at least; null for the newest; <c>0</c> for whatever the server has at hand.</param>
    /// <param name="subresource">A subresource of it, such as <c>status</c>, that is an object of the same type.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public Task<T> GetAsync(string name, string? resourceVersion = null, string subresource = "", CancellationToken cancellation = default) =>
        SendAsync(new RestRequest(HttpMethod.Get, PathOf(name, subresource)) { Query = [new("resourceVersion", resourceVersion)] }, cancellation);

    /// <summary>As <see cref="GetAsync"/>; null, or an object that <see cref="Objects.KubernetesObject.IsEmpty"/>, if there is none.</summary>
    public async Task<T?> FindAsync(string name, CancellationToken cancellation = default)
    {
        try
        {
            return await GetAsync(name, cancellation: cancellation).ConfigureAwait(false);
        }
        catch (KubernetesException failure) when (failure.IsNotFound)
        {
            return default;
        }
    }

    /// <summary>Lists objects: all at once, or a page.</summary>
    public Task<ResourceList<T>> ListAsync(ListOptions? options = null, CancellationToken cancellation = default) => ListAsync(options ?? new ListOptions(), null, cancellation);

    internal async Task<ResourceList<T>> ListAsync(ListOptions options, int? maxRetries, CancellationToken cancellation)
    {
        var request = new RestRequest(HttpMethod.Get, PathOf(null)) { Query = options.ToQuery(), Accept = _codec.AcceptList, MaxRetries = maxRetries };
        using var response = await _rest.SendAsync(request, cancellation).ConfigureAwait(false);
        return Read(request, () => _codec.ReadList(response.Body.Span));
    }

    /// <summary>Lists objects page by page, 500 each unless <see cref="ListOptions.Limit"/> says otherwise, all of one version.</summary>
    /// <remarks>If the server forgets the list before all its pages were read, this throws what <see cref="KubernetesException.IsExpired"/> tests for.</remarks>
    public async IAsyncEnumerable<T> ListAllAsync(ListOptions? options = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var wanted = options ?? new ListOptions();
        wanted = wanted with { Limit = wanted.Limit ?? DefaultPage };
        while (true)
        {
            var page = await ListAsync(wanted, cancellation).ConfigureAwait(false);
            foreach (var item in page.Items) yield return item;
            if (page.Continue.Length == 0) yield break;

            // The token says which version the next page is of; a server refuses one beside it.
            wanted = wanted with { Continue = page.Continue, ResourceVersion = null, ResourceVersionMatch = null };
        }
    }

    /// <summary>
    /// Watches objects until the server ends it or <paramref name="cancellation"/> does. It does not resume: for that there is <see cref="Reflector"/>.
    /// </summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync(WatchOptions? options = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var watch = await OpenWatchAsync(options ?? new WatchOptions(), null, hasOwnThread: false, cancellation).ConfigureAwait(false);
        var request = new RestRequest(HttpMethod.Get, PathOf(null));
        while (await watch.Lines.ReadAsync(cancellation).ConfigureAwait(false))
        {
            // A line is read at once, before the buffer it is in is filled anew.
            var length = 0;
            var read = Read(request, () => _codec.ReadEvent(watch.Lines.Lines, out length));
            watch.Lines.Take(length);
            yield return read;
        }
    }

    internal async Task<WatchStream> OpenWatchAsync(WatchOptions options, int? maxRetries, bool hasOwnThread, CancellationToken cancellation)
    {
        var request = new RestRequest(HttpMethod.Get, PathOf(null)) { Query = options.ToQuery(), Accept = _codec.Accept, MaxRetries = maxRetries, HasOwnThread = hasOwnThread };
        var response = await _rest.OpenAsync(request, cancellation).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        return new WatchStream(response, new LineReader(stream, _rest.Options.MaxWatchLine));
    }
}
