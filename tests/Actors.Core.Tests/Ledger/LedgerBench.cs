using Actors.Kernel;
using Actors.Settings;
using Actors.Simulation;

namespace Actors.Ledger.Tests;

/// <summary>The ledger's actor in virtual time; the tests say what becomes of what it wants written and read.</summary>
internal sealed class LedgerBench
{
    public const int BatchSize = 3;

    private readonly World _world = new(1);
    private readonly Machine _machine;
    private readonly ActorRef _ledger;
    private readonly List<(Effect Effect, EffectCall Call)> _begun = [];

    public LedgerBench()
    {
        _world.Handle<Effect>((effect, call) => _begun.Add((effect, call)));
        _machine = _world.AddMachine("m");
        _ledger = _machine.Spawn(Props.Create(() => new LedgerActor(new PersistenceOptions { BatchSize = BatchSize, BatchInterval = TimeSpan.FromSeconds(1) })), "ledger");
    }

    /// <summary>What it was answered, in order.</summary>
    public List<object> Answers { get; } = [];

    /// <summary>The rows being written; null if none are.</summary>
    public IReadOnlyList<LedgerRow>? Batch => Open<PersistRows>()?.Rows;

    /// <summary>The rows being written, by uid and number of failures.</summary>
    public string? Writing => Batch is { } rows ? string.Join(' ', rows.Select(static row => $"{row.Key.Uid}{row.Failures}")) : null;

    public LedgerSnapshot Snapshot
    {
        get
        {
            Answers.RemoveAll(static one => one is LedgerSnapshot);
            Ask(new GetLedger());
            return Answers.OfType<LedgerSnapshot>().Single();
        }
    }

    public static LedgerRow Row(string uid, int failures = 0, long epoch = 0, int shard = 0, bool isGone = false) =>
        new() { Key = new LedgerKey("databases", uid), Failures = failures, Epoch = epoch, Shard = shard, IsGone = isGone };

    public void Put(params LedgerRow[] rows)
    {
        foreach (var row in rows) _ledger.Tell(row);
        Pass(0.01);
    }

    /// <summary>Asks something right behind a row.</summary>
    public void TellAndAsk(LedgerRow row, object question)
    {
        _ledger.Tell(row);
        Ask(question);
    }

    /// <summary>Asks something; what is answered, at once or later, comes to <see cref="Answers"/>.</summary>
    public void Ask(object question)
    {
        _ledger.Tell(question, _machine.Spawn(Props.Create(() => new Asker(Answers))));
        Pass(0.01);
    }

    public void Written(int refused = 0) => End<PersistRows>(new RowsPersisted(refused));

    public void NotWritten() => End<PersistRows>(new RowsNotPersisted("away"));

    public TEffect? Open<TEffect>()
        where TEffect : Effect => _begun.FirstOrDefault(static one => one.Effect is TEffect && !one.Call.HasEnded).Effect as TEffect;

    public void End<TEffect>(object outcome)
        where TEffect : Effect
    {
        _begun.First(static one => one.Effect is TEffect && !one.Call.HasEnded).Call.Complete(outcome);
        Pass(0.01);
    }

    public void Fail<TEffect>()
        where TEffect : Effect
    {
        _begun.First(static one => one.Effect is TEffect && !one.Call.HasEnded).Call.Fail(new InvalidOperationException("on purpose"));
        Pass(0.01);
    }

    public void Pass(double seconds) => _world.RunFor(TimeSpan.FromSeconds(seconds));

    private sealed class Asker(List<object> answers) : Actor
    {
        protected override void Receive(object message, ActorContext context) => answers.Add(message);
    }
}
