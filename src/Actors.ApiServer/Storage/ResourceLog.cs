using System.Diagnostics.CodeAnalysis;

namespace Actors.ApiServer.Storage;

/// <summary>The objects of one resource and its part of the store's log. Written under the store's lock; objects and changes are read without.</summary>
/// <param name="sync">The store's lock.</param>
/// <param name="version">The store's version when the resource came to be: nothing is known of it before.</param>
internal sealed class ResourceLog(Lock sync, ulong version)
{
    /// <summary>Of so many changes one is kept with all objects after it; what was between is made from it when it is asked for.</summary>
    private const int KeptEvery = 32;

    private Snapshot _snapshot = new(ObjectMap.Empty, ObjectMap.Empty, version, [], 0, 0, 0);
    private readonly WakeupRound[] _rounds = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(static _ => new WakeupRound())];
    private TaskCompletionSource? _changed;

    /// <summary>What there is now.</summary>
    public ObjectMap Objects => Volatile.Read(ref _snapshot).Objects;

    /// <summary>The oldest version that is still known; lists and watches at earlier ones are not possible.</summary>
    public ulong OldestVersion => Volatile.Read(ref _snapshot).OldestVersion;

    /// <summary>Where the next change will be.</summary>
    public long End => Volatile.Read(ref _snapshot).End;

    /// <summary>The objects as they were at a version; false if it lies before what is still known.</summary>
    public bool TryGetObjectsAt(ulong version, [NotNullWhen(true)] out ObjectMap? objects)
    {
        lock (sync)
        {
            objects = null;
            if (version < _snapshot.OldestVersion) return false;
            objects = _snapshot.ObjectsBefore(_snapshot.FirstAfter(version));
            return true;
        }
    }

    /// <summary>The position of the first change after a version; false if changes after it are no longer known.</summary>
    public bool TryFindAfter(ulong version, out long position)
    {
        lock (sync)
        {
            position = _snapshot.FirstAfter(version);
            return version >= _snapshot.OldestVersion;
        }
    }

    /// <summary>The objects as they are, and where the changes after that begin.</summary>
    public (ObjectMap Objects, long Position) Current()
    {
        var log = Volatile.Read(ref _snapshot);
        return (log.Objects, log.End);
    }

    /// <summary>The objects as they were at a version, and where the changes after it begin; as they are, if that is no longer known.</summary>
    public (ObjectMap Objects, long Position) StateAt(ulong version)
    {
        lock (sync)
        {
            if (version < _snapshot.OldestVersion) return (_snapshot.Objects, _snapshot.End);
            var position = _snapshot.FirstAfter(version);
            return (_snapshot.ObjectsBefore(position), position);
        }
    }

    /// <summary>
    /// Reads the change at a position if it is none after a version. Who follows several resources and reads all of them up to one version of the store sees a state
    /// that was: never what came of a change without the change.
    /// </summary>
    /// <returns>Null if it has not come by then.</returns>
    /// <exception cref="ChangesLostException">It has left the log: whoever reads fell behind.</exception>
    public Change? Read(long position, ulong version) => Read(position) is { } change && change.Version <= version ? change : null;

    /// <summary>Reads the change at a position.</summary>
    /// <returns>Null if it has not come yet.</returns>
    /// <exception cref="ChangesLostException">It has left the log: whoever reads fell behind.</exception>
    public Change? Read(long position)
    {
        var log = Volatile.Read(ref _snapshot);
        if (position >= log.End) return null;
        var change = position < log.Start ? null : log[position];
        // The slot may have been taken by a later change since the snapshot was read.
        return change is not null && Volatile.Read(ref _snapshot).Start <= position ? change : throw new ChangesLostException(position);
    }

    /// <summary>Reads the change at a position; null if it has not come yet or is no longer in the log.</summary>
    public Change? TryRead(long position)
    {
        lock (sync) return position >= _snapshot.Start && position < _snapshot.End ? _snapshot[position] : null;
    }

    /// <summary>Completes when there is a change at or after a position.</summary>
    public Task ChangeAfter(long position)
    {
        var signal = Volatile.Read(ref _changed);
        if (signal is null)
        {
            var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            signal = Interlocked.CompareExchange(ref _changed, made, null) ?? made;
        }

        return position < End ? Task.CompletedTask : signal.Task;
    }

    /// <summary>Lets those that wait for a change look again, though there is none.</summary>
    public void Wake()
    {
        Interlocked.Exchange(ref _changed, null)?.SetResult();
        foreach (var round in _rounds) round.Begin();
    }

    /// <summary>Has a reader woken after each change from now on, until <see cref="Stop"/>.</summary>
    public void Start(Wakeup reader) => _rounds.MinBy(static round => round.Count)!.Add(reader);

    /// <summary>Ends what <see cref="Start"/> began.</summary>
    public void Stop(Wakeup reader)
    {
        foreach (var round in _rounds)
            if (round.Remove(reader)) return;
    }

    /// <summary>Whether the next change is one that has to be kept with all objects after it.</summary>
    internal bool KeepsNext => _snapshot.End % KeptEvery == 0;

    /// <summary>Adds a change. The caller holds the store's lock.</summary>
    /// <param name="change">The change.</param>
    /// <param name="after">All objects after it.</param>
    internal void Append(Change change, ObjectMap after)
    {
        Volatile.Write(ref _snapshot, _snapshot.With(change, after));
        Wake();
    }

    /// <summary>Forgets the oldest change. The caller holds the store's lock.</summary>
    internal void DropOldest() => Volatile.Write(ref _snapshot, _snapshot.WithoutOldest());

    /// <summary>Forgets all changes up to a version, which is the store's. The caller holds the store's lock.</summary>
    internal void Compact(ulong version)
    {
        var log = _snapshot;
        Volatile.Write(ref _snapshot, new Snapshot(log.Objects, log.Objects, version, [], 0, log.End, log.End));
    }

    /// <summary>One state of the log: a window over a ring whose slots later states reuse.</summary>
    private sealed record Snapshot(ObjectMap Objects, ObjectMap Oldest, ulong OldestVersion, Change?[] Ring, int Mask, long Start, long End)
    {
        private const int FirstRing = 16;

        public Change? this[long position] => Volatile.Read(ref Ring[position & Mask]);

        public Snapshot With(Change change, ObjectMap after)
        {
            var grown = End - Start == Ring.Length ? Grown() : this;
            Volatile.Write(ref grown.Ring[End & grown.Mask], change);
            return grown with { Objects = after, End = End + 1 };
        }

        public Snapshot WithoutOldest()
        {
            var dropped = this[Start]!;
            return this with { Oldest = dropped.ApplyTo(Oldest), OldestVersion = dropped.Version, Start = Start + 1 };
        }

        /// <summary>The objects before the change at a position that is in the log, or at its end: from the last map that was kept, with what has changed since.</summary>
        public ObjectMap ObjectsBefore(long position)
        {
            if (position == End) return Objects;
            var from = position;
            while (from > Start && this[from - 1]!.After is null) from--;
            var objects = from == Start ? Oldest : this[from - 1]!.After!;
            for (; from < position; from++) objects = this[from]!.ApplyTo(objects);
            return objects;
        }

        /// <summary>The position of the first change whose version is above <paramref name="version"/>.</summary>
        public long FirstAfter(ulong version)
        {
            var (low, high) = (Start, End);
            while (low < high)
            {
                var middle = low + ((high - low) / 2);
                if (this[middle]!.Version <= version) low = middle + 1;
                else high = middle;
            }

            return low;
        }

        private Snapshot Grown()
        {
            var ring = new Change?[Math.Max(FirstRing, Ring.Length * 2)];
            for (var position = Start; position < End; position++) ring[position & (ring.Length - 1)] = this[position];
            return this with { Ring = ring, Mask = ring.Length - 1 };
        }
    }
}
