namespace Actors.Kubernetes.Configuration;

/// <summary>
/// A small file that somebody else replaces. It is looked at once a second at most, read again when it has changed, and at least every
/// minute, for what changes within the resolution of its time stamp. While it cannot be read, what was read last stays.
/// </summary>
internal sealed class WatchedFile(string path, TimeProvider clock)
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReadPeriod = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private string? _text;
    private (DateTime Written, long Length) _stamp;
    private long _lookedAt;
    private long _readAt;

    public string Path => path;

    /// <summary>What is in the file.</summary>
    /// <param name="now">Reads it in any case.</param>
    public string Read(bool now = false)
    {
        lock (_gate)
        {
            if (_text is not null && !now && clock.GetElapsedTime(_lookedAt) < LookPeriod) return _text;
            try
            {
                return Look(now);
            }
            catch (Exception failure) when (_text is not null && Problem.IsOfFiles(failure))
            {
                return _text;
            }
        }
    }

    private string Look(bool now)
    {
        _lookedAt = clock.GetTimestamp();
        // The time stamp is that of the open file: a mounted secret is a link whose own time stamp never changes.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var stamp = (File.GetLastWriteTimeUtc(file.SafeFileHandle), file.Length);
        if (_text is not null && !now && stamp == _stamp && clock.GetElapsedTime(_readAt) < ReadPeriod) return _text;
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        (_text, _stamp, _readAt) = (text, stamp, _lookedAt);
        return text;
    }
}
