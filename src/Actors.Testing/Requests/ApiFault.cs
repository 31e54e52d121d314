namespace Actors.Testing;

/// <summary>Something that goes wrong with some of an operator's requests, for as often as it was asked for or until it is disposed of.</summary>
public sealed class ApiFault : IDisposable
{
    private readonly string _verb;
    private readonly string _resource;
    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage?>> _act;
    private int _left;
    private int _hits;

    internal ApiFault(string verb, string resource, int times, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage?>> act)
    {
        ArgumentException.ThrowIfNullOrEmpty(verb);
        ArgumentException.ThrowIfNullOrEmpty(resource);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        (_verb, _resource, _left, _act) = (verb, resource, times, act);
    }

    /// <summary>How many requests it has met.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>Ends it.</summary>
    public void Dispose() => Volatile.Write(ref _left, 0);

    /// <summary>Takes one of the times that are left, if the request is one it is meant for.</summary>
    internal bool TryTake(string verb, string resource)
    {
        if ((_verb != "*" && _verb != verb) || (_resource != "*" && _resource != resource)) return false;
        while (Volatile.Read(ref _left) is > 0 and var left)
        {
            // For ever is for ever.
            if (left != int.MaxValue && Interlocked.CompareExchange(ref _left, left - 1, left) != left) continue;
            Interlocked.Increment(ref _hits);
            return true;
        }

        return false;
    }

    /// <summary>Does what it does.</summary>
    /// <returns>What is answered instead of the server's answer; null to ask the server.</returns>
    internal Task<HttpResponseMessage?> ActAsync(HttpRequestMessage request, CancellationToken cancellation) => _act(request, cancellation);
}
