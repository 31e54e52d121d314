namespace Actors.Kernel;

/// <summary>
/// How many of something may be in use at once, counted where all actors of a host see it: who takes one asks nobody as long as there are some. As soon as somebody waits, a desk watches the
/// quota: then nobody takes past those who wait, and who gives back tells the desk.
/// </summary>
/// <remarks>
/// A host with threads brings one that any thread may use; <see cref="PlainQuota"/> is for a host with one. The desk that fails to take first begins to watch and then tries once more: what was
/// given back before it watched it sees itself, of what is given back later it is told.
/// </remarks>
internal abstract class Quota
{
    /// <summary>How many there are, 1 or more.</summary>
    public abstract int Max { get; }

    /// <summary>How many are in use.</summary>
    public abstract int Taken { get; }

    /// <summary>Takes one; false if all are in use, or if others wait.</summary>
    public abstract bool TryTake();

    /// <summary>Takes one for somebody who waits; false if all are in use.</summary>
    public abstract bool TryTakeForWaiting();

    /// <summary>Gives one back; true if somebody waits: the desk is to be told.</summary>
    public abstract bool GiveBack();

    /// <summary>Says whether somebody waits.</summary>
    public abstract void Watch(bool isWatched);
}
