using System.Buffers.Binary;
using System.Globalization;

namespace Actors.Kernel;

/// <summary>
/// What tells an actor from its siblings. A name that is a UUID, as the uids of Kubernetes's objects are, is kept as its 16 bytes; as a string it would take 96, which counts with a million
/// actors.
/// </summary>
internal readonly struct ActorName
{
    private const int UuidLength = 36;

    private readonly string? _text;
    private readonly Guid _uuid;

    private ActorName(string? text, Guid uuid) => (_text, _uuid) = (text, uuid);

    public static ActorName Of(string text) =>
        text.Length == UuidLength && Guid.TryParseExact(text, "D", out var uuid) && !text.AsSpan().ContainsAnyInRange('A', 'F') ? Of(uuid) : new ActorName(text, default);

    public static ActorName Of(Guid uuid) => new(null, uuid);

    public bool TryGetUuid(out Guid uuid)
    {
        uuid = _uuid;
        return _text is null;
    }

    /// <summary>Not zero, and the same in every process.</summary>
    public int Hash()
    {
        var hash = _text is null ? HashOf(_uuid) : Fnv1a.Hash(_text);
        return (int)(hash ^ (hash >> 32)) | 1 << 31;
    }

    public bool Is(in ActorName other) => _text is null ? other._text is null && _uuid == other._uuid : string.Equals(_text, other._text, StringComparison.Ordinal);

    public override string ToString() => _text ?? _uuid.ToString("D", CultureInfo.InvariantCulture);

    /// <summary>Uuids are random in most of their bits, but not if somebody makes them up: all bits count.</summary>
    private static ulong HashOf(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes);
        var mixed = (BinaryPrimitives.ReadUInt64LittleEndian(bytes) * 0x9E3779B97F4A7C15) ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        mixed *= 0xBF58476D1CE4E5B9;
        return mixed ^ (mixed >> 29);
    }
}
