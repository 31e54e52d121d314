using System.Globalization;
using System.Security.Cryptography;

namespace Actors.Cli.Up;

/// <summary>The files of a run: those nobody has asked for go when it ends.</summary>
internal sealed class UpFiles : IDisposable
{
    private const int SecretBytes = 32;

    private bool _keepsLogs;

    public UpFiles(int port, string? kubeconfig)
    {
        Folder = Path.Combine(Path.GetTempPath(), $"actors-up-{port}");
        Directory.CreateDirectory(Folder);
        Kubeconfig = Path.GetFullPath(kubeconfig ?? Path.Combine(Folder, "kubeconfig"));
    }

    public string Folder { get; }

    public string Kubeconfig { get; }

    /// <summary>What the replicas show each other: random, of this run, and for nobody else to read.</summary>
    public string Secret => Path.Combine(Folder, "link-secret");

    /// <summary>What an operator by itself remembers of its objects.</summary>
    public string Ledger => Path.Combine(Folder, "ledger.db");

    /// <summary>What an operator says.</summary>
    public string LogOf(string process) => Path.Combine(Folder, $"{process}.log");

    /// <summary>Which reconciles a replica begins and ends in one of its lives.</summary>
    public string ReconcilesOf(string replica, int life) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{replica}-{life}.reconciles"));

    public void WriteSecret()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(Secret, options);
        file.Write(Convert.ToHexString(RandomNumberGenerator.GetBytes(SecretBytes)));
    }

    public void KeepLogs() => _keepsLogs = true;

    public void Dispose()
    {
        File.Delete(Secret);
        if (!_keepsLogs) Directory.Delete(Folder, recursive: true);
    }
}
