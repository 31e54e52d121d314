using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>
/// The running hash of a trace over numbers only (times, kinds, identities, names of types), so that a seed that passes never pays for text. FNV-1a by words,
/// with the high half folded down, since multiplication alone carries nothing towards the low bits.
/// </summary>
internal sealed class TraceHash
{
    private const ulong Prime = 0x100000001b3;

    private readonly Dictionary<Type, ulong> _types = [];

    public ulong Value { get; private set; } = 0xcbf29ce484222325;

    public void Add(in TraceEvent happened)
    {
        Add((ulong)happened.Time);
        Add((ulong)happened.Kind | ((ulong)(happened.Machine?.Index + 1 ?? 0) << 8));
        Add(happened.Actor);
        Add(happened.Other);
        Add(happened.Message);
    }

    private void Add(ulong word)
    {
        var mixed = (Value ^ word) * Prime;
        Value = mixed ^ (mixed >> 32);
    }

    private void Add(ActorRef? actor) => Add(actor switch
    {
        null => 0,
        SimulatedCell cell => cell.Identity,
        _ => Fnv1a.Hash(actor.ToString()),
    });

    private void Add(object? message)
    {
        if (message is null) return;
        Add(HashOf(message.GetType()));
        switch (message)
        {
            case ITraced traced:
                Add(traced.TraceNumber);
                break;
            case Terminated terminated:
                Add(terminated.Actor);
                break;
            case Machine machine:
                Add((ulong)machine.Index);
                break;
            case Exception failure:
                Add(Fnv1a.Hash(failure.Message));
                break;
        }
    }

    private ulong HashOf(Type type)
    {
        if (!_types.TryGetValue(type, out var hash)) _types.Add(type, hash = Fnv1a.Hash(type.FullName));
        return hash;
    }
}
