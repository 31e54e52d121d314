using Actors.Kernel;
using Actors.Reconciling;

namespace Actors.Simulation;

/// <summary>The limits by key of a seed: by an object's uid alone, so that checkers know them, too. One seed in three has none.</summary>
internal static class FleetKeys
{
    public static bool HasAny(ulong seed) => seed % 3 != 1;

    /// <summary>Whether all objects want the same key, and run under it for long.</summary>
    public static bool IsHot(ulong seed) => seed % 3 == 0;

    /// <summary>In some seeds all objects want the same key, which is never free; in others some have none, most have one, and some two that others have, too: in what order is up to the operator.</summary>
    public static IReadOnlyList<ConcurrencyLimit> Of(ulong seed, string uid)
    {
        if (!HasAny(seed)) return [];
        var hash = Fnv1a.Hash($"{seed}/{uid}");
        var max = 1 + (int)(seed / 3 % 2);
        if (IsHot(seed)) return [new("node/a", max)];
        ConcurrencyLimit[] all = [new("node/b", max), new("node/a", 1), new("node/c", max)];
        return (hash % 8) switch
        {
            0 => [],
            1 => [all[0], all[1]],
            2 => [all[1], all[2]],
            _ => [all[hash / 8 % 3]],
        };
    }
}
