using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>An object came into a state.</summary>
/// <param name="At">When, to the millisecond.</param>
/// <param name="State">Which.</param>
/// <param name="Failures">How often it had failed in a row, at most <see cref="Transitions.FailuresMax"/>.</param>
internal readonly record struct Transition(Instant At, ResourceState State, int Failures);

/// <summary>
/// The last states of an object, 32 at most, 8 bytes each. Nothing is kept before <see cref="Keep"/>: of objects that do nothing but succeed there are many, and of what they have done their
/// present state and last run say all that anybody asks for. What has come to <see cref="Max"/> states without one that is worth a look is given up again.
/// </summary>
internal struct Transitions
{
    /// <summary>How many are kept.</summary>
    public const int Max = 32;

    public const int FailuresMax = (1 << FailureBits) - 1;

    private const int FailureBits = 16;
    private const int StateBits = 4;
    private const int Smallest = 4;

    // The first number says how many there have been, the others are a ring as soon as there are Max.
    private long[]? _packed;

    public readonly bool IsKept => _packed is not null;

    public readonly IReadOnlyList<Transition> All
    {
        get
        {
            if (_packed is not { } packed) return [];
            var count = (int)Math.Min(packed[0], Max);
            var first = packed[0] - count;
            var all = new Transition[count];
            for (var at = 0; at < count; at++) all[at] = Unpack(packed[1 + ((first + at) % Max)]);
            return all;
        }
    }

    /// <summary>Keeps them from now on.</summary>
    public void Keep() => _packed ??= new long[1 + Smallest];

    /// <summary>Takes one in, where they are kept.</summary>
    public void Add(Transition transition)
    {
        if (_packed is not { } packed) return;
        var place = (int)(packed[0] % Max);
        if (place + 1 >= packed.Length)
        {
            Array.Resize(ref _packed, 1 + Math.Min(Max, 2 * (packed.Length - 1)));
            packed = _packed;
        }

        packed[1 + place] = Pack(transition);
        packed[0]++;
        if (place == Max - 1 && !All.Any(static one => IsNotable(one.State))) _packed = null;
    }

    /// <summary>Whether a state is worth keeping what came before and comes after.</summary>
    public static bool IsNotable(ResourceState state) =>
        state is ResourceState.Backoff or ResourceState.Failed or ResourceState.Waiting or ResourceState.Deleting or ResourceState.Paused;

    private static long Pack(Transition transition) =>
        (transition.At.Ticks / TimeSpan.TicksPerMillisecond << (StateBits + FailureBits)) | ((long)transition.State << FailureBits) | (long)Math.Min(transition.Failures, FailuresMax);

    private static Transition Unpack(long packed) => new(
        new Instant((packed >>> (StateBits + FailureBits)) * TimeSpan.TicksPerMillisecond), (ResourceState)((packed >>> FailureBits) & ((1 << StateBits) - 1)), (int)(packed & FailuresMax));
}
