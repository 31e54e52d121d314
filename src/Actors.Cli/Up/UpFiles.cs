namespace Actors.Cli.Up;

/// <summary>The files of a run: those nobody has asked for go when it ends.</summary>
internal sealed class UpFiles : IDisposable
{
    private readonly string _folder;
    private bool _keepsLog;

    public UpFiles(int port, string? kubeconfig)
    {
        _folder = Path.Combine(Path.GetTempPath(), $"actors-up-{port}");
        Directory.CreateDirectory(_folder);
        Kubeconfig = Path.GetFullPath(kubeconfig ?? Path.Combine(_folder, "kubeconfig"));
        Log = Path.Combine(_folder, "operator.log");
    }

    public string Kubeconfig { get; }

    public string Log { get; }

    public void KeepLog() => _keepsLog = true;

    public void Dispose()
    {
        if (!_keepsLog) Directory.Delete(_folder, recursive: true);
    }
}
