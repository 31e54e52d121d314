using System.Globalization;
using Actors.Cli.Up.Chaos;

namespace Actors.Cli.Up.Fleet;

/// <summary>The operator's processes of a run: one by itself, or replicas that share their objects.</summary>
internal sealed class ReplicaFleet : IAsyncDisposable
{
    private readonly UpFiles _files;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly bool _logsReconciles;

    /// <summary>They run once <see cref="Start"/> was called.</summary>
    public ReplicaFleet(UpOptions options, UpFiles files)
    {
        _files = files;
        _logsReconciles = options.Chaos is not null;
        Replicas = options.Replicas == 1 && options.Chaos is null
            ? [new Replica(UpNames.Single, _ => StartAlone())]
            : [.. Enumerable.Range(0, options.Replicas).Select(UpNames.Replica).Select(name => new Replica(name, life => StartOf(name, life)))];
        IsShared = Replicas[0].Name != UpNames.Single;
        Ledger = UpLedger.Of(options.Ledger, IsShared, files.Ledger);
        _settings = options.Chaos is null ? Ledger.Environment : ChaosSettings.Environment.Concat(Ledger.Environment).ToDictionary();
    }

    public IReadOnlyList<Replica> Replicas { get; }

    /// <summary>Whether they are replicas of a fleet, with a shard map.</summary>
    public bool IsShared { get; }

    /// <summary>Where they remember what becomes of objects.</summary>
    public UpLedger Ledger { get; }

    /// <summary>One that has ended though nobody has ended it; null if none has.</summary>
    public Replica? EndedByItself => Replicas.FirstOrDefault(static replica => replica.HasEndedByItself);

    public Replica this[string name] => Replicas.First(replica => replica.Name == name);

    /// <summary>Starts all of them.</summary>
    /// <exception cref="IOException">One of them cannot be started.</exception>
    public void Start()
    {
        if (IsShared) _files.WriteSecret();
        foreach (var replica in Replicas) replica.Start();
    }

    /// <summary>Has all of them end in order, together and for good.</summary>
    public Task EndAsync() => Task.WhenAll(Replicas.Select(static replica => replica.EndAsync()));

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        foreach (var replica in Replicas) await replica.DisposeAsync();
    }

    private OperatorStart StartAlone()
    {
        var port = OperatorProcess.FreePort();
        return new OperatorStart(Common(port), _files.LogOf(UpNames.Single), port) { Environment = _settings };
    }

    private OperatorStart StartOf(string replica, int life)
    {
        // Another port for each life: the last one's may not be free yet.
        var port = OperatorProcess.FreePort();
        List<string> arguments =
        [
            .. Common(port),
            "--fleet", "true", "--replica", replica, "--fleet-namespace", UpNames.Namespace, "--link-address", "127.0.0.1:0", "--link-secret-file", _files.Secret,
        ];
        if (_logsReconciles) arguments.AddRange(["--reconcile-log", _files.ReconcilesOf(replica, life)]);
        return new OperatorStart(arguments, _files.LogOf(replica), port) { Environment = _settings };
    }

    private string[] Common(int port) =>
        ["--kubeconfig", _files.Kubeconfig, "--management-port", port.ToString(CultureInfo.InvariantCulture), "--apply-crds", "--stop-with-input", "true"];
}
