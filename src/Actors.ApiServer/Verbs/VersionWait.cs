using Actors.ApiServer.Http;

namespace Actors.ApiServer.Verbs;

/// <summary>Waits for a version a client has seen elsewhere and the server has not come to.</summary>
internal sealed class VersionWait(ObjectRegistry registry)
{
    /// <summary>How long a real server waits before it gives up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <exception cref="StatusException">It has not come in time.</exception>
    public async Task UntilAsync(ulong version, CancellationToken cancellation)
    {
        if (registry.Store.Version >= version) return;
        try
        {
            await registry.Store.WaitForAsync(version, cancellation).WaitAsync(Patience, registry.Time, cancellation);
        }
        catch (TimeoutException)
        {
            throw Errors.VersionTooLarge(version, registry.Store.Version);
        }
    }
}
