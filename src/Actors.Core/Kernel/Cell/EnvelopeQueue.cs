namespace Actors.Kernel;

/// <summary>
/// First in, first out; belongs to one thread at a time. A ring known by its last envelope: 8 bytes in each actor where head and tail
/// would be 16.
/// </summary>
internal struct EnvelopeQueue
{
    private Envelope? _last;

    public readonly bool IsEmpty => _last is null;

    /// <summary>How many there are, at most <paramref name="max"/>: each is gone through.</summary>
    public readonly int Count(int max)
    {
        var count = 0;
        for (var one = _last?.Next; one is not null && count < max; one = one.Next)
        {
            count++;
            if (ReferenceEquals(one, _last)) break;
        }

        return count;
    }

    public void AddLast(Envelope envelope)
    {
        if (_last is null) envelope.Next = envelope;
        else (envelope.Next, _last.Next) = (_last.Next, envelope);
        _last = envelope;
    }

    /// <summary>Adds a chain that ends with <paramref name="last"/>.</summary>
    public void AddAllLast(Envelope first, Envelope last)
    {
        if (_last is null) last.Next = first;
        else (last.Next, _last.Next) = (_last.Next, first);
        _last = last;
    }

    public bool TryTakeFirst([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Envelope? envelope)
    {
        envelope = _last?.Next;
        if (envelope is null) return false;
        if (ReferenceEquals(envelope, _last)) _last = null;
        else _last!.Next = envelope.Next;
        envelope.Next = null;
        return true;
    }

    /// <summary>Puts all of <paramref name="others"/>, in their order, before what is here, and leaves <paramref name="others"/> empty.</summary>
    public void AddAllFirst(ref EnvelopeQueue others)
    {
        if (others._last is null) return;
        if (_last is null) _last = others._last;
        else (_last.Next, others._last.Next) = (others._last.Next, _last.Next);
        others._last = null;
    }
}
