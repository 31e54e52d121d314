namespace Actors.Simulation;

/// <summary>
/// Under each key no more run at once in the whole fleet than may. What a replica had under way when it was paused, or when it has lost its lease, may still seem to run while others do: nothing
/// it does then reaches the server.
/// </summary>
internal sealed class FleetKeyChecker(ulong seed) : Checker
{
    private readonly FleetModel _model = new();
    private readonly List<Run> _running = [];

    public override string Invariant => "KeyLimitInFleet";

    public override void Observe(in TraceEvent happened)
    {
        _model.Take(happened);
        switch (happened)
        {
            case { Kind: TraceKind.Crashed, Machine: { } crashed }:
                _running.RemoveAll(run => run.Machine == crashed);
                break;
            case { Kind: TraceKind.Paused, Machine: { } paused }:
                foreach (var run in _running.Where(run => run.Machine == paused)) run.WasPaused = true;
                break;
            case { Message: RunBegun begun }:
                var keys = FleetKeys.Of(seed, begun.Uid).ToDictionary(static one => one.Key, static one => one.Max);
                foreach (var (key, max) in keys) Admit(begun, key, max);
                _running.Add(new Run(begun.Run, begun.Uid, begun.Replica, begun.Machine, [.. keys.Keys]));
                break;
            case { Message: RunOver over }:
                _running.RemoveAll(run => run.Number == over.Run);
                break;
            case { Message: WriteTaken write }:
                if (_running.Exists(run => run.Uid == write.Uid && run.Replica == write.Replica && run.IsOvertaken)) Violate($"{write.Replica} writes for {write.Uid} though others have got its permit");
                break;
        }
    }

    private void Admit(RunBegun begun, string key, int max)
    {
        var others = _running.FindAll(run => !run.IsOvertaken && run.Keys.Contains(key));
        if (others.Count < max) return;
        foreach (var run in others.Where(run => run.WasPaused || !_model.IsHeld(run.Replica))) run.IsOvertaken = true;
        others.RemoveAll(static run => run.IsOvertaken);
        if (others.Count >= max) Violate($"{begun.Replica} begins with {begun.Uid} under {key}, which has {max}, while {string.Join(", ", others.Select(static run => $"{run.Replica} runs {run.Uid}"))}");
    }

    private sealed class Run(long number, string uid, string replica, Machine machine, IReadOnlyCollection<string> keys)
    {
        public long Number => number;

        public string Uid => uid;

        public string Replica => replica;

        public Machine Machine => machine;

        public IReadOnlyCollection<string> Keys => keys;

        public bool WasPaused { get; set; }

        /// <summary>Whether another one was let in in its place.</summary>
        public bool IsOvertaken { get; set; }
    }
}
