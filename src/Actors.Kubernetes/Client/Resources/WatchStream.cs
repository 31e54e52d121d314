namespace Actors.Kubernetes;

/// <summary>A watch that is open.</summary>
internal sealed class WatchStream(HttpResponseMessage response, LineReader lines) : IDisposable
{
    public LineReader Lines => lines;

    public void Dispose()
    {
        response.Dispose();
        lines.Dispose();
    }
}
