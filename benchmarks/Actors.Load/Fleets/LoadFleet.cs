using System.Globalization;
using Actors.Cli.Up.Fleet;
using Actors.Kubernetes;
using Actors.Load.Objects;
using Actors.Load.Processes;
using Actors.Load.Records;
using Actors.Load.Subjects;
using Actors.Operators.Fleet;

namespace Actors.Load.Fleets;

/// <summary>The processes that are measured, and what is seen of them from outside.</summary>
internal sealed class LoadFleet : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly string _directory = Directory.CreateTempSubdirectory("actors-load-").FullName;
    private readonly CancellationTokenSource _ending = new();
    private readonly List<Member> _members = [];
    private readonly KubernetesClient _client;
    private readonly Task _observing;
    private readonly FleetPlan _plan;
    private bool _isBroken;

    public LoadFleet(FleetPlan plan)
    {
        _plan = plan;
        _client = LoadCluster.NewClient(plan.Server, LoadCluster.Observer);
        Observer = new FleetObserver(new FleetNames(SubjectOptions.Operator, LoadDatabase.Namespace, ""));
        _observing = plan.IsSharded ? Observer.RunAsync(_client, _ending.Token) : Task.CompletedTask;
        File.WriteAllText(Secret, Guid.NewGuid().ToString("N"));
    }

    /// <summary>The map and the Leases; of an operator's fleet only.</summary>
    public FleetObserver Observer { get; }

    /// <summary>All that were ever started.</summary>
    public IReadOnlyList<Member> Members => _members;

    public IEnumerable<Member> Living => _members.Where(static one => one.Process.IsAlive);

    private string Secret => Path.Combine(_directory, "secret");

    public Member Start(string name, bool isOpen = true)
    {
        var life = string.Create(CultureInfo.InvariantCulture, $"{name}-{_members.Count}");
        var records = Path.Combine(_directory, $"{life}.records");
        var reader = new RecordReader(records);
        List<string> arguments =
        [
            "--server", _plan.Server.ToString(), "--name", name, "--records", records,
            "--work", _plan.Work.TotalMilliseconds.ToString(CultureInfo.InvariantCulture), "--failing", _plan.Failing.ToString(CultureInfo.InvariantCulture),
        ];
        if (isOpen) arguments.Add("--open");
        if (_plan.IsSharded) arguments.AddRange(["--secret", Secret]);
        if (_plan.IsElected) arguments.Add("--elected");
        if (_plan.Subject == FleetPlan.Separate) arguments.AddRange(["--selector", LoadDatabase.SelectorOf(_members.Count, _plan.Replicas)]);
        if (_plan.HasLedger && _plan.Process == FleetPlan.Operator) arguments.AddRange(["--ledger", Path.Combine(_directory, $"{name}.db")]);
        var member = new Member(name, LoadProcess.Start(_plan.Process, arguments, Path.Combine(_directory, $"{life}.log")), reader);
        _members.Add(member);
        Observer.Up(name);
        return member;
    }

    /// <summary>Ends one as <c>kill -9</c> does.</summary>
    public async Task KillAsync(Member member)
    {
        Observer.Down(member.Name);
        await member.Process.KillAsync();
    }

    /// <summary>Ends when all shards are spread over so many replicas and none is on its way. Where nothing is shared, at once.</summary>
    public async Task WhenSpreadAsync(int replicas, CancellationToken cancellation)
    {
        if (!_plan.IsSharded) return;
        while (!IsSpread(replicas))
        {
            ThrowIfBroken();
            await Task.Delay(Look, cancellation);
        }
    }

    /// <summary>What has ended without being told to is a fault, and no figure.</summary>
    /// <exception cref="IOException">It says which, and where its log is.</exception>
    public void ThrowIfBroken()
    {
        if (Living.Any()) return;
        _isBroken = true;
        throw new IOException($"all processes have ended; what they have said is in {_directory}");
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Living.Select(static one => one.Process.StopAsync()));
        foreach (var member in _members) await member.DisposeAsync();
        await _ending.CancelAsync();
        await _observing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _ending.Dispose();
        if (!_isBroken) Directory.Delete(_directory, recursive: true);
    }

    private bool IsSpread(int replicas)
    {
        if (Observer.Progress is not { Unowned: 0, Moving: 0, Shards: var shards }) return false;
        var least = shards / replicas;
        return Living.Select(static one => one.Name).Distinct().Count(name => Observer.OwnedBy(name) >= least) == replicas;
    }
}
