namespace Actors.Objects;

/// <summary>A list, or one page of it, as the server sent it.</summary>
/// <param name="ResourceVersion">The version the list shows: a watch can start there.</param>
/// <param name="Continue">What to ask for the next page with; empty on the last.</param>
/// <param name="RemainingItemCount">About how many come after this page, if the server says so.</param>
/// <param name="ShardSelector">The selector the server has applied (KEP-5866); empty if it has not, or does not say.</param>
/// <param name="Items">The objects, each with <c>apiVersion</c> and <c>kind</c>, also where the server leaves them out of items.</param>
public sealed record ObjectList(string ResourceVersion, string Continue, long? RemainingItemCount, string ShardSelector, IReadOnlyList<KubernetesObject> Items)
{
    /// <summary>Reads a list.</summary>
    /// <param name="json">The answer to a list request, in UTF-8.</param>
    /// <param name="content">What to keep of each object.</param>
    /// <exception cref="MalformedObjectException">It is not a list.</exception>
    public static ObjectList Parse(ReadOnlySpan<byte> json, ObjectContent content = ObjectContent.WithoutManagedFields)
    {
        var items = new List<KubernetesObject>();
        var parts = ListScan.Read(json, items, content);
        return new ObjectList(
            JsonText.Decode(parts.ResourceVersion.Of(json)),
            JsonText.Decode(parts.Continue.Of(json)),
            parts.RemainingItemCount,
            JsonText.Decode(parts.ShardSelector.Of(json)),
            items);
    }
}
