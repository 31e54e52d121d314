namespace Actors.Operators.Management;

/// <summary>Where an object stands in a list.</summary>
/// <param name="Value">By what the list is sorted, the smallest first.</param>
/// <param name="Name">Among those that are the same in this: <c>namespace/name/kind/uid</c>, by its bytes.</param>
internal sealed record OrderPlace(long Value, byte[] Name) : IComparable<OrderPlace>
{
    public int CompareTo(OrderPlace? other) => other is null ? 1 : -other.CompareWith(Value, Name);

    /// <summary>Below zero if this is before another place.</summary>
    public int CompareWith(long value, ReadOnlySpan<byte> name) => Value != value ? Value.CompareTo(value) : Name.AsSpan().SequenceCompareTo(name);
}
