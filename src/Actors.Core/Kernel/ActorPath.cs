using System.Buffers;

namespace Actors.Kernel;

/// <summary>Where an actor is in the hierarchy: <c>/</c> for the root, <c>/region/17/3f2c…</c> for those below.</summary>
public readonly struct ActorPath : IEquatable<ActorPath>
{
    /// <summary>The longest name an actor can have, in characters.</summary>
    public const int MaxNameLength = 255;

    // Akka's rule for path elements: URI path characters of RFC 2396 (letters, digits and these), no slash.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.*$+:@&=,!~';()%");

    private readonly string? _text;

    private ActorPath(string text) => _text = text;

    /// <summary>The path of the actor above all others.</summary>
    public static ActorPath Root { get; } = new("/");

    /// <summary>The last element; empty for the root.</summary>
    public string Name => Text[(Text.LastIndexOf('/') + 1)..];

    /// <summary>The path without its last element; the root's parent is the root.</summary>
    public ActorPath Parent => Text.LastIndexOf('/') is > 0 and var slash ? new ActorPath(Text[..slash]) : Root;

    private string Text => _text ?? "/";

    /// <summary>The path of <paramref name="child"/> below <paramref name="parent"/>.</summary>
    /// <exception cref="InvalidActorNameException"><paramref name="child"/> is not a valid name.</exception>
    public static ActorPath operator /(ActorPath parent, string child)
    {
        if (!IsValidName(child)) throw InvalidActorNameException.Malformed(child, parent);
        return Join(parent, child);
    }

    /// <summary>Whether two paths are the same, letter by letter.</summary>
    public static bool operator ==(ActorPath left, ActorPath right) => left.Equals(right);

    /// <summary>Whether two paths differ.</summary>
    public static bool operator !=(ActorPath left, ActorPath right) => !left.Equals(right);

    /// <summary>Reads a path as <see cref="ToString"/> writes it.</summary>
    /// <exception cref="FormatException">It does not start with a slash, ends with one, or holds a name that is not valid.</exception>
    public static ActorPath Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "/") return Root;
        if (!text.StartsWith('/')) throw new FormatException($"'{text}' is not an actor path: it must start with '/'");
        foreach (var name in text.AsSpan(1).Split('/'))
        {
            if (!IsWellFormed(text.AsSpan(1)[name])) throw new FormatException($"'{text}' is not an actor path: '{text.AsSpan(1)[name]}' is not a name");
        }

        return new ActorPath(text);
    }

    /// <summary>
    /// Whether an author may give an actor this name: 1 to <see cref="MaxNameLength"/> letters, digits and
    /// <c>-_.*$+:@&amp;=,!~';()%</c>, not starting with <c>$</c>, which is kept for names the kernel makes.
    /// </summary>
    public static bool IsValidName(string? name) => name is not null && IsWellFormed(name) && name[0] != '$';

    /// <inheritdoc/>
    public bool Equals(ActorPath other) => string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ActorPath other && Equals(other);

    /// <summary>A hash that is the same in every process.</summary>
    public override int GetHashCode() => (int)Fnv1a.Hash(Text);

    /// <summary>The elements with a slash before each, <c>/</c> for the root.</summary>
    public override string ToString() => Text;

    internal static ActorPath Join(ActorPath parent, string name) => new(parent.Text.Length == 1 ? "/" + name : parent.Text + "/" + name);

    private static bool IsWellFormed(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= MaxNameLength && !name.ContainsAnyExcept(NameCharacters);
}
