using System.Text;
using Actors.Ingest;
using Actors.Kernel;
using Actors.Objects;
using Actors.Reconciling;
using Actors.Simulation;

namespace Actors.Sharding.Tests;

/// <summary>An ingest actor in virtual time. The tests are the server and the region.</summary>
internal sealed class IngestBench
{
    private readonly List<(Effect Effect, EffectCall Call)> _begun = [];
    private readonly List<object> _told = [];
    private readonly Machine _machine;

    public IngestBench(params Func<ControllerSpec, IngestRoute>[] routes)
        : this(0, routes)
    {
    }

    public IngestBench(int shards, params Func<ControllerSpec, IngestRoute>[] routes)
    {
        World.Handle<Effect>((effect, call) =>
        {
            if (effect is ReportSource report)
            {
                Reports.Add(report);
                call.Complete(new SourceReported());
            }
            else _begun.Add((effect, call));
        });
        _machine = World.AddMachine("m");
        var region = _machine.Spawn(Props.Create(() => new Region(_told)), "region");
        var settings = new IngestSettings(
            new WatchedKind("example.com", "v1", "Part"), [.. routes.Select(route => route(Controller))], new ListWatchOptions { UseStreamingList = false, Jitter = 0 }, shards);
        Ingest = _machine.Spawn(Props.Create(() => IngestActor.For(settings, region)), "ingest");
        Settle();
    }

    /// <summary>What was to be said in the log.</summary>
    public List<ReportSource> Reports { get; } = [];

    public World World { get; } = new(1);

    public ActorRef Ingest { get; }

    public ControllerSpec Controller { get; } = new() { Name = "databases", Kind = new GroupKind("example.com", "Database") };

    /// <summary>The request under way.</summary>
    public Effect Asked => Assert.Single(Open).Effect;

    /// <summary>All that is under way, oldest first.</summary>
    public IReadOnlyList<Effect> AllAsked => [.. Open.Select(static one => one.Effect)];

    public bool IsCancelled => Assert.Single(Open).Call.IsCancelled;

    private IEnumerable<(Effect Effect, EffectCall Call)> Open => _begun.Where(one => !one.Call.HasEnded);

    /// <summary>An object, perhaps with a controller owner.</summary>
    public static KubernetesObject Object(int version, string uid = "p", string? owner = null, string ownerKind = "Database")
    {
        var owners = owner is null
            ? ""
            : $",\"ownerReferences\":[{{\"apiVersion\":\"example.com/v1\",\"kind\":\"{ownerKind}\",\"name\":\"d\",\"uid\":\"{owner}\",\"controller\":true}}]";
        return KubernetesObject.Parse(Encoding.UTF8.GetBytes(
            $"{{\"apiVersion\":\"example.com/v1\",\"kind\":\"Part\",\"metadata\":{{\"name\":\"{uid}\",\"namespace\":\"n\",\"uid\":\"{uid}\",\"resourceVersion\":\"{version}\"{owners}}}}}"));
    }

    /// <summary>Answers the list with all there is, and the watch with a stream.</summary>
    public IngestBench Synced(params KubernetesObject[] all)
    {
        Answer(new PageRead(new ObjectList("10", "", null, "", all)));
        Answer(new WatchOpened(Stream));
        return this;
    }

    public Stream Stream { get; } = new();

    public void Answer(object outcome)
    {
        Assert.Single(Open).Call.Complete(outcome);
        Settle();
    }

    public void Answer(Effect asked, object outcome)
    {
        Open.Single(one => one.Effect == asked).Call.Complete(outcome);
        Settle();
    }

    /// <summary>What was given up has ended.</summary>
    public void EndCancelled()
    {
        foreach (var (_, call) in Open.Where(static one => one.Call.IsCancelled).ToArray()) call.CompleteCancelled();
        Settle();
    }

    public void Follow(long number, params bool[] shards)
    {
        Ingest.Tell(new FollowShards(number, shards));
        Settle();
    }

    public void Happens(WatchEventType type, KubernetesObject subject) => Answer(new WatchRead([new WatchEvent(type, subject)]));

    public void Pass(TimeSpan time) => World.RunFor(time);

    /// <summary>What the region was told since it was taken last.</summary>
    public IReadOnlyList<object> Told => _told;

    /// <summary>What the region was told since the last time, as text.</summary>
    public string[] Take()
    {
        string[] told = [.. _told.Select(Describe)];
        _told.Clear();
        return told;
    }

    private static string Describe(object message) => message switch
    {
        PrimaryChanged changed => $"{changed.Work} {changed.Uid}@{changed.Object.ResourceVersion}",
        PrimaryDeleted deleted => $"gone {deleted.Uid}@{deleted.Last.ResourceVersion}",
        ChildChanged changed => $"{changed.Work} {changed.Child.Object.Uid}@{changed.Child.Object.ResourceVersion} of {changed.Uid}",
        ChildDeleted deleted => $"gone {deleted.Last.Object.Uid} of {deleted.Uid}",
        SourceSynced synced => $"synced {synced.Source}",
        ReferenceChanged changed => $"reference {changed.Name}",
        ReferenceListed listed => $"listed {listed.Name}",
        IngestStarted => "started",
        FollowBegun begun => $"begun {begun.Number}",
        FollowDone done => $"done {done.Number}",
        ReconcileNamed named => $"reconcile {named.Name}",
        _ => message.ToString()!,
    };

    private void Settle() => World.RunFor(TimeSpan.FromMilliseconds(50));

    private sealed class Region(List<object> told) : Actor
    {
        protected override void Receive(object message, ActorContext context) => told.Add(message);
    }
}

/// <summary>A watch that knows whether it was closed.</summary>
internal sealed class Stream : IWatchStream
{
    public bool IsClosed { get; private set; }

    public void Close() => IsClosed = true;
}
