namespace Actors.Simulation;

/// <summary>
/// SplitMix64. Our own because <see cref="Random"/> promises no sequence across .NET versions, and a seed that failed is kept for years.
/// </summary>
internal sealed class SeededRandom(ulong seed) : Random
{
    private ulong _state = seed;

    /// <summary>An independent stream of the same seed, so that one more draw in one of them reshuffles nothing in the others.</summary>
    public SeededRandom(ulong seed, string stream) : this(Mix(seed + Kernel.Fnv1a.Hash(stream))) { }

    /// <summary>Scatters all bits of <paramref name="value"/> over the result.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }

    public override int Next() => Next(int.MaxValue);

    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (int)(((NextBits() >> 32) * (ulong)maxValue) >> 32);
    }

    public override int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    public override long NextInt64() => NextInt64(long.MaxValue);

    public override long NextInt64(long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (long)Math.BigMul(NextBits(), (ulong)maxValue, out _);
    }

    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return unchecked(minValue + (long)Math.BigMul(NextBits(), (ulong)(maxValue - minValue), out _));
    }

    public override double NextDouble() => (NextBits() >> 11) * (1.0 / (1L << 53));

    public override float NextSingle() => (NextBits() >> 40) * (1.0f / (1 << 24));

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref var one in buffer) one = (byte)NextBits();
    }

    protected override double Sample() => NextDouble();

    private ulong NextBits() => Mix(_state += 0x9e3779b97f4a7c15);
}
