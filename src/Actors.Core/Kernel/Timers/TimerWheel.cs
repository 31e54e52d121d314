using System.Numerics;

namespace Actors.Kernel;

/// <summary>
/// Hierarchical timing wheel (Varghese and Lauck, 1987): six levels of 64 slots, where a slot of one level spans all of the level below. Set
/// and cancel take the same short time however many timers are armed. A plain value of one owner: it has no clock and no lock.
/// </summary>
internal sealed class TimerWheel
{
    public const short NoSlot = -1;

    private const int SlotBits = 6;
    private const int SlotsPerLevel = 1 << SlotBits;
    private const int Levels = 6;

    /// <summary>The span of the whole wheel, in ticks: two years of 1 ms. Later timers wait in its last slot and are put in again from there.</summary>
    private const long Span = 1L << (SlotBits * Levels);

    private readonly TimerNode?[] _slots = new TimerNode?[Levels * SlotsPerLevel];
    private readonly ulong[] _occupied = new ulong[Levels];

    /// <summary>The tick up to which everything has fired.</summary>
    public long Now { get; private set; }

    /// <summary>How many timers are in the wheel.</summary>
    public int Count { get; private set; }

    /// <summary>Puts the timer in; it fires when the wheel reaches its <see cref="TimerNode.Tick"/>, at the next advance if that is past.</summary>
    public void Add(TimerNode timer)
    {
        Link(timer, Math.Max(timer.Tick, Now + 1));
        Count++;
    }

    /// <summary>Takes the timer out; false if it is not in the wheel.</summary>
    public bool Remove(TimerNode timer)
    {
        if (timer.Slot == NoSlot) return false;
        Unlink(timer);
        Count--;
        return true;
    }

    /// <summary>No timer fires before this tick; <see cref="long.MaxValue"/> if there is none. It may be early, never late.</summary>
    public long NextTick()
    {
        for (var level = 0; level < Levels; level++)
        {
            if (NextOccupied(level, out var start)) return start;
        }

        return long.MaxValue;
    }

    /// <summary>Moves on to <paramref name="tick"/> and takes out what is due, the earliest first; of the same tick, in no particular order.</summary>
    /// <returns>A list through <see cref="TimerNode.Next"/>, or null.</returns>
    public TimerNode? Advance(long tick)
    {
        TimerNode? first = null, last = null;
        while (NextTick() is var start && start <= tick)
        {
            Now = start;
            var due = TakeSlotAt(start);
            while (due is not null)
            {
                var next = due.Next;
                (due.Next, due.Previous, due.Slot) = (null, null, NoSlot);
                if (due.Tick > start)
                {
                    Link(due, due.Tick);
                }
                else
                {
                    Count--;
                    if (last is null) first = due;
                    else last.Next = due;
                    last = due;
                }

                due = next;
            }
        }

        Now = Math.Max(Now, tick);
        return first;
    }

    /// <summary>Where on its level the next occupied slot begins; the levels below it are known to be empty.</summary>
    private bool NextOccupied(int level, out long start)
    {
        start = 0;
        var occupied = _occupied[level];
        if (occupied == 0) return false;
        var shift = SlotBits * level;
        var position = (int)(Now >> shift) & (SlotsPerLevel - 1);
        var ahead = BitOperations.TrailingZeroCount(BitOperations.RotateRight(occupied, position));
        start = ((Now >> shift) + ahead) << shift;
        return true;
    }

    private TimerNode? TakeSlotAt(long start)
    {
        // The coarsest slot that begins here: what it holds may belong into the finer ones, which are looked at after it.
        for (var level = Levels - 1; level >= 0; level--)
        {
            var shift = SlotBits * level;
            if ((start & ((1L << shift) - 1)) != 0) continue;
            var position = (int)(start >> shift) & (SlotsPerLevel - 1);
            if ((_occupied[level] & (1UL << position)) == 0) continue;
            var index = (level * SlotsPerLevel) + position;
            var head = _slots[index];
            _slots[index] = null;
            _occupied[level] &= ~(1UL << position);
            return head;
        }

        throw new InvariantViolationException($"no slot of the timer wheel begins at {start}");
    }

    /// <summary>Links the timer where it is looked at no later than <paramref name="tick"/>.</summary>
    private void Link(TimerNode timer, long tick)
    {
        tick = Math.Min(tick, Now + Span - 1);
        var differing = (ulong)(Now ^ tick) | (SlotsPerLevel - 1);
        var level = Math.Min(BitOperations.Log2(differing) / SlotBits, Levels - 1);
        var position = (int)(tick >> (SlotBits * level)) & (SlotsPerLevel - 1);
        var index = (level * SlotsPerLevel) + position;
        timer.Slot = (short)index;
        timer.Previous = null;
        timer.Next = _slots[index];
        if (timer.Next is not null) timer.Next.Previous = timer;
        _slots[index] = timer;
        _occupied[level] |= 1UL << position;
    }

    private void Unlink(TimerNode timer)
    {
        var index = timer.Slot;
        if (timer.Next is not null) timer.Next.Previous = timer.Previous;
        if (timer.Previous is not null) timer.Previous.Next = timer.Next;
        else _slots[index] = timer.Next;
        if (_slots[index] is null) _occupied[index / SlotsPerLevel] &= ~(1UL << (index % SlotsPerLevel));
        (timer.Next, timer.Previous, timer.Slot) = (null, null, NoSlot);
    }
}
