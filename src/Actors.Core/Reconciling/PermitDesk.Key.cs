using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>Who asks, and for what.</summary>
internal sealed partial class PermitDesk<T>
{
    /// <summary>Somebody who runs, is in line, or is parked at a key that is full.</summary>
    internal sealed class Request(T who, WorkClass work, Key[] keys, Instant since, long number) : IComparable<Request>
    {
        public T Who => who;

        public WorkClass Work => work;

        public Key[] Keys => keys;

        public Instant Since => since;

        public bool IsRunning { get; set; }

        public FairQueue<Request>.Ticket Ticket { get; set; }

        public Key? ParkedAt { get; set; }

        /// <summary>Whether it is among those that are to be told that they wait for a key.</summary>
        public bool IsHeldUpTold { get; set; }

        /// <summary>The key at which it was parked, while it is back in line to try again.</summary>
        public Key? WokenBy { get; set; }

        public int CompareTo(Request? other) => other is null ? 1 : (since, number).CompareTo((other.Since, other.Number));

        private long Number => number;
    }

    /// <summary>Something of which there is so much.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="quota">What there is of it here.</param>
    /// <param name="isAcross">Whether it is counted across the fleet: what there is here is what its owner has given.</param>
    internal sealed class Key(string name, Quota quota, bool isAcross = false)
    {
        private Key[]? _alone;

        /// <summary>It and no other: what most requests ask for, so they share it.</summary>
        public Key[] Alone => _alone ??= [this];

        public string Name => name;

        public Quota Quota => quota;

        public bool IsAcross => isAcross;

        /// <summary>How many may run under it: across the fleet, if it counts there.</summary>
        public int Limit { get; set; } = quota.Max;

        /// <summary>How many may run under it here.</summary>
        public int Slots => quota.Max;

        public int Running => quota.Taken;

        /// <summary>How many are parked at it.</summary>
        public int Waiting => Parked.Count;

        public int Woken { get; set; }

        /// <summary>The requests that name it.</summary>
        public int Users { get; set; }

        public SortedSet<Request> Parked { get; } = [];

        /// <summary>Whether its owner was asked for slots and has not answered.</summary>
        public bool IsAsking { get; set; }

        /// <summary>How many that need it are parked at each other key that counts across the fleet.</summary>
        public Dictionary<Key, int> Elsewhere { get; } = [];

        /// <summary>How many that need it wait for nothing but their turn here, or an answer: not those to whom another key was refused.</summary>
        public int Coming => Users - Running - Waiting - Elsewhere.Where(static one => !one.Key.IsAsking).Sum(static one => one.Value);
    }
}
