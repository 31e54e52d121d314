namespace Actors.Kubernetes.Configuration;

/// <summary>Where certificates or a key in PEM come from: a file, which is read again when it changes, or the text itself.</summary>
public sealed record PemSource
{
    private PemSource(string? path, string? text) => (Path, Text) = (path, text);

    /// <summary>The file, if it is one.</summary>
    public string? Path { get; }

    internal string? Text { get; }

    /// <summary>PEM in a file.</summary>
    public static PemSource FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new PemSource(System.IO.Path.GetFullPath(path), null);
    }

    /// <summary>PEM itself.</summary>
    public static PemSource FromText(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        return new PemSource(null, pem);
    }

    /// <summary>The file's path. What a text holds, maybe a private key, is not shown.</summary>
    public override string ToString() => Path ?? "PEM text";

    internal string Read() => Text ?? File.ReadAllText(Path!);
}
