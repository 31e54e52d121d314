namespace Actors.ApiServer.Resources;

/// <summary>The time in which one state of a custom resource definition is in force.</summary>
/// <param name="since">The store's version when it came into force: objects at or below it were stored under another. 0 if there was none.</param>
internal sealed class ServedDefinition(ulong since)
{
    private volatile bool _hasEnded;

    /// <inheritdoc cref="ServedDefinition" path="/param[@name='since']"/>
    public ulong Since { get; } = since;

    /// <summary>Whether another state has taken its place, or none: watches of its resources end, as those of a real server do.</summary>
    public bool HasEnded => _hasEnded;

    public void End() => _hasEnded = true;
}
