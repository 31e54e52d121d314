using System.Globalization;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>What of metadata is the server's: it is filled in, put back, or thrown away, whatever the client sent.</summary>
internal static class ObjectMetaRules
{
    /// <summary>Kubernetes's alphabet for generated names: no vowels, no digits that look like letters.</summary>
    private const string NameCharacters = "bcdfghjklmnpqrstvwxz2456789";

    private const int SuffixLength = 5;

    private const int GeneratedLengthMax = 63;

    /// <summary>Finalizers of Kubernetes itself, which need no domain.</summary>
    private static readonly string[] StandardFinalizers = ["orphan", "foregroundDeletion", "kubernetes"];

    /// <summary>Readies the metadata of an object that is to be created.</summary>
    /// <param name="metadata">Changed in place.</param>
    /// <param name="now">Becomes the creation time, in whole seconds.</param>
    /// <param name="uid">The object's new uid.</param>
    public static void PrepareForCreate(JsonObject metadata, DateTimeOffset now, string uid)
    {
        metadata.Remove("deletionTimestamp");
        metadata.Remove("deletionGracePeriodSeconds");
        metadata.Remove("selfLink");
        metadata["creationTimestamp"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        metadata["uid"] = uid;
    }

    /// <summary>A name made of <c>generateName</c>, cut so that it stays a label.</summary>
    public static string GenerateName(string generateName, Random random)
    {
        var start = generateName.Length > GeneratedLengthMax - SuffixLength ? generateName[..(GeneratedLengthMax - SuffixLength)] : generateName;
        return start + string.Concat(Enumerable.Range(0, SuffixLength).Select(_ => NameCharacters[random.Next(NameCharacters.Length)]));
    }

    /// <summary>Puts back what an update may not touch and is forgiven for: generation, creation and deletion, and a uid it leaves out.</summary>
    public static void PrepareForUpdate(JsonObject metadata, JsonObject old)
    {
        PutBack(metadata, old, "generation");
        if (metadata["uid"] is null) PutBack(metadata, old, "uid");
        if (old["creationTimestamp"] is not null) PutBack(metadata, old, "creationTimestamp");
        if (old["deletionTimestamp"] is not null) PutBack(metadata, old, "deletionTimestamp");
        if (metadata["deletionGracePeriodSeconds"] is null) PutBack(metadata, old, "deletionGracePeriodSeconds");
        metadata.Remove("selfLink");
    }

    /// <summary>Warnings about finalizers that are new: they should be named after a domain.</summary>
    /// <param name="metadata">The new metadata.</param>
    /// <param name="old">The metadata before; null on create.</param>
    public static IReadOnlyList<string> FinalizerWarnings(JsonObject? metadata, JsonObject? old)
    {
        var finalizers = metadata.Texts("finalizers");
        if (finalizers.Count == 0) return [];
        var warnings = new List<string>();
        foreach (var finalizer in finalizers.Except(old.Texts("finalizers"), StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var start = $"metadata.finalizers: {GoText.Quote(finalizer)}: ";
            warnings.AddRange(NameRules.IsQualifiedName(finalizer).Select(error => start + error));
            if (finalizer.Contains('/', StringComparison.Ordinal) || StandardFinalizers.Contains(finalizer)) continue;
            var better = finalizer.Contains('.', StringComparison.Ordinal) ? " including a path (/)" : "";
            warnings.Add($"{start}prefer a domain-qualified finalizer name{better} to avoid accidental conflicts with other finalizer writers");
        }

        return warnings;
    }

    private static void PutBack(JsonObject metadata, JsonObject old, string name)
    {
        if (old[name] is { } value) metadata[name] = value.DeepClone();
        else metadata.Remove(name);
    }
}
