using Actors.Kernel;

namespace Actors.Operators.Link;

/// <summary>An actor that can be reached over the link.</summary>
/// <param name="Path">Where it is, below the root: <c>region</c>.</param>
/// <param name="Messages">What may be told to it.</param>
internal sealed record LinkTarget(string Path, IReadOnlyList<LinkMessage> Messages)
{
    public LinkMessage? Find(string? name) => Messages.FirstOrDefault(one => one.Name == name);

    public LinkMessage? Find(Type type) => Messages.FirstOrDefault(one => one.Type == type);
}

/// <summary>All that can be said over the link, and to whom.</summary>
internal sealed class LinkProtocol(params LinkTarget[] targets)
{
    /// <summary>Where a link is asked for.</summary>
    public const string Path = "/link";

    /// <summary>The header by which both sides say what they speak.</summary>
    public const string VersionHeader = "Link-Version";

    public const string Version = "actors-link/1";

    /// <summary>The header by which the client says who it is: its next link replaces the former one, and nothing that came by that is told any more.</summary>
    public const string FromHeader = "Link-From";

    public LinkTarget? Find(string? path) => Array.Find(targets, target => target.Path == path);

    /// <summary>The actor path of a target.</summary>
    public static ActorPath PathOf(string path) => ActorPath.Parse("/" + path);
}
