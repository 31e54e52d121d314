using Actors.ApiServer.CustomResources;

namespace Actors.ApiServer.Resources;

/// <summary>Makes resources of a custom resource definition.</summary>
internal static class CustomKinds
{
    /// <summary>As a real server lists the verbs of custom resources.</summary>
    private static readonly string[] Verbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];

    /// <summary>The versions that are served.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="served">The time in which it is served.</param>
    /// <param name="isTerminating">Whether the definition is being deleted.</param>
    public static IEnumerable<ResourceKind> Of(CustomResourceDefinition definition, ServedDefinition served, bool isTerminating) =>
        definition.Versions.Where(static version => version.IsServed).Select(version => Of(definition, version, isTerminating) with { Definition = served });

    private static ResourceKind Of(CustomResourceDefinition definition, CustomResourceVersion version, bool isTerminating)
    {
        var names = definition.Names;
        var subresources = new List<Subresource>();
        if (version.HasStatus) subresources.Add(Subresource.Status(names.Kind));
        if (version.Scale is not null) subresources.Add(Subresource.Scale);
        return new ResourceKind
        {
            Group = definition.Group,
            Version = version.Name,
            Plural = names.Plural,
            Singular = names.Singular,
            Kind = names.Kind,
            ListKind = names.ListKind,
            IsNamespaced = definition.IsNamespaced,
            ShortNames = names.ShortNames,
            Categories = names.Categories,
            Verbs = Verbs,
            Subresources = subresources,
            Schema = version.Schema,
            OpenApiSchema = version.OpenApiSchema,
            Rules = new CustomRules(version),
            IsCustom = true,
            IsTerminating = isTerminating,
            StorageVersion = definition.StorageVersion.Name,
            StorageRules = version.IsStorage ? null : new CustomRules(definition.StorageVersion),
            HasGeneration = true,
            SelectableFields = version.SelectableFields.ToDictionary(static field => field.Name, static _ => ""),
            Columns = [.. version.Columns.Select(TableColumn.Of)],
            DeprecationWarning = version.DeprecationWarning,
            Scale = version.Scale is { } scale ? new ScalePaths(scale.SpecReplicasPath, scale.StatusReplicasPath, scale.LabelSelectorPath.Length > 0 ? scale.LabelSelectorPath : null) : null,
        };
    }
}
