namespace Actors.Cli.Inspection.Prompt;

/// <summary>The lines typed before, kept in a file that only its owner reads.</summary>
internal sealed class History
{
    private const int Max = 1000;

    private readonly string? _file;
    private readonly List<string> _lines = [];
    private int _at;
    private string _draft = "";

    /// <param name="file">The file; null to keep nothing.</param>
    public History(string? file)
    {
        _file = file;
        if (file is null || !File.Exists(file)) return;
        var lines = File.ReadAllLines(file);
        _lines.AddRange(lines.TakeLast(Max));
        if (lines.Length > 2 * Max) File.WriteAllLines(file, _lines);
        _at = _lines.Count;
    }

    /// <summary>Reads the history; where it cannot be read or written says so and keeps it for this time only.</summary>
    public static History Open(string? file, TextWriter error)
    {
        try
        {
            if (file is not null) Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return new History(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"warning: what is typed is not remembered: {failure.Message}");
            return new History(null);
        }
    }

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The file of the user who runs this process; null if there is no place for it.</summary>
    public static string? UserFile()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } given ? given : home.Length > 0 ? Path.Combine(home, ".local", "state") : null;
        return state is null ? null : Path.Combine(state, "actors", "history");
    }

    /// <summary>Adds a line, unless it is the last one again or begins with a space.</summary>
    public void Add(string line)
    {
        if (line[0] != ' ' && (_lines.Count == 0 || _lines[^1] != line))
        {
            _lines.Add(line);
            Append(line);
        }

        Rewind();
    }

    /// <summary>Begins at the newest line again.</summary>
    public void Rewind() => (_at, _draft) = (_lines.Count, "");

    /// <summary>The line before; null at the oldest.</summary>
    /// <param name="typed">What is typed now, to come back to.</param>
    public string? Older(string typed)
    {
        if (_at == 0) return null;
        if (_at == _lines.Count) _draft = typed;
        return _lines[--_at];
    }

    /// <summary>The line after; after the newest what was typed; null at that.</summary>
    public string? Newer() => _at == _lines.Count ? null : ++_at == _lines.Count ? _draft : _lines[_at];

    private void Append(string line)
    {
        if (_file is null) return;
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(_file, options);
        writer.WriteLine(line);
    }
}
