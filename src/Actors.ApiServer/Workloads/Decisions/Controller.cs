namespace Actors.ApiServer.Workloads;

/// <summary>
/// One of a cluster's controllers: a function from an object, those that belong to it and the time to what is to be written. It remembers nothing that matters:
/// what it is asked twice it answers twice alike.
/// </summary>
/// <param name="resource">The resource of the objects it decides about.</param>
/// <param name="component">What events name as their source.</param>
internal abstract class Controller(string resource, string component)
{
    public string Resource { get; } = resource;

    public string Component { get; } = component;

    /// <summary>The keys of the objects to look at after a change of another resource, besides the changed object's own manager.</summary>
    public virtual IEnumerable<string> AffectedBy(ClusterChange change, ClusterView cluster) => [];

    /// <summary>What to do about an object.</summary>
    public abstract Decision Decide(ClusterObject value, ClusterView cluster, DateTimeOffset now);

    /// <summary>What to do about what an object leaves behind that is gone.</summary>
    public virtual Decision Gone(string key, ClusterView cluster) => new();
}
