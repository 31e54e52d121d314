namespace Actors.ApiServer.Resources;

/// <summary>The resources a server has from the beginning.</summary>
internal static class BuiltInResources
{
    public static IReadOnlyList<ResourceKind> All { get; } =
    [
        new ResourceKind
        {
            Group = "", Version = "v1", Plural = "namespaces", Singular = "namespace", Kind = "Namespace", ShortNames = ["ns"],
            Verbs = ["create", "delete", "get", "list", "patch", "update", "watch"],
            Subresources = [new Subresource("finalize", "", "", "Namespace", ["update"]), Subresource.Status("Namespace")],
            NameRule = NameRule.Label, AllowsUnconditionalUpdate = true, Rules = new NamespaceRules(),
            SelectableFields = new Dictionary<string, string> { ["status.phase"] = "" },
        },
        new ResourceKind
        {
            Group = "", Version = "v1", Plural = "configmaps", Singular = "configmap", Kind = "ConfigMap", ShortNames = ["cm"], IsNamespaced = true, AllowsUnconditionalUpdate = true,
        },
        new ResourceKind
        {
            Group = "coordination.k8s.io", Version = "v1", Plural = "leases", Singular = "lease", Kind = "Lease", IsNamespaced = true, AllowsCreateOnUpdate = true,
        },
        new ResourceKind
        {
            Group = "apiextensions.k8s.io", Version = "v1", Plural = "customresourcedefinitions", Singular = "customresourcedefinition",
            Kind = "CustomResourceDefinition", ShortNames = ["crd", "crds"], Categories = ["api-extensions"], HasGeneration = true,
            Subresources = [Subresource.Status("CustomResourceDefinition")], Rules = new DefinitionRules(),
        },
    ];
}
