namespace Actors.ApiServer.Kinds;

/// <summary>A value is not of the type its field has, so that an object cannot be read at all; a server answers 400 with this message.</summary>
internal sealed class KindDecodeException(string message) : Exception(message)
{
    /// <summary>What is wrong, without the kind.</summary>
    public string Problem { get; } = message;

    /// <summary>The same, with the kind it was to be read as, in the words of a server.</summary>
    public KindDecodeException(string kind, string version, KindDecodeException inner)
        : this($"{kind} in version \"{version}\" cannot be handled as a {kind}: {inner.Message}") => Problem = inner.Problem;
}
