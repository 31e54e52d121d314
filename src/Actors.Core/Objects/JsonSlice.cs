namespace Actors.Objects;

/// <summary>A part of some bytes. Empty for what is not there.</summary>
internal readonly record struct JsonSlice(int Start, int Length)
{
    public int End => Start + Length;

    public bool IsEmpty => Length == 0;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes) => bytes.Slice(Start, Length);
}
