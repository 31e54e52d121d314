namespace Actors.Ingest;

/// <summary>A range of 64-bit hashes.</summary>
/// <param name="Start">The first hash in it.</param>
/// <param name="End">The first hash behind it; 0 stands for 2^64.</param>
public readonly record struct HashRange(ulong Start, ulong End)
{
    /// <summary>Whether it holds a hash.</summary>
    public bool Contains(ulong hash) => hash >= Start && (End == 0 || hash < End);
}
