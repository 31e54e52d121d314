namespace Actors.ApiServer.Resources;

/// <summary>Where the scale subresource finds its values in an object, as simple JSON paths such as <c>.spec.replicas</c>.</summary>
/// <param name="SpecReplicas">The replicas wanted.</param>
/// <param name="StatusReplicas">The replicas there are.</param>
/// <param name="Selector">A string with the selector of the pods; or, for built-in kinds, a label selector.</param>
internal sealed record ScalePaths(string SpecReplicas, string StatusReplicas, string? Selector)
{
    public static ScalePaths OfWorkload { get; } = new(".spec.replicas", ".status.replicas", ".spec.selector");
}
