using Actors.ApiServer.Resources;

namespace Actors.ApiServer.OpenApi;

/// <summary>What OpenAPI calls kinds.</summary>
internal static class OpenApiNames
{
    /// <summary>The name of a kind's type: that of its schema, or <c>com.example.v1.Database</c> for a custom kind of <c>example.com</c>.</summary>
    public static string Of(ResourceKind kind) => kind.Schema.Definition ?? $"{string.Join('.', kind.Group.Split('.').Reverse())}.{kind.Version}.{kind.Kind}";

    public static string ListOf(ResourceKind kind) => Of(kind)[..^kind.Kind.Length] + kind.ListKind;

    public static string Reference(string name) => $"#/components/schemas/{name}";

    /// <summary>A group and version as names of operations begin with it: <c>CoreV1</c>, <c>BenchExampleComV1alpha1</c>.</summary>
    public static string Operations(ResourceKind kind)
    {
        var group = kind.Group.Length == 0 ? "core" : kind.Group.Replace(".k8s.io", "", StringComparison.Ordinal);
        return string.Concat(group.Split('.', '-').Append(kind.Version).Select(Capitalized));
    }

    /// <summary>The tag of a group and version: <c>core_v1</c>, <c>benchExampleCom_v1alpha1</c>.</summary>
    public static string Tag(ResourceKind kind)
    {
        var name = Operations(kind)[..^kind.Version.Length];
        return $"{char.ToLowerInvariant(name[0])}{name[1..]}_{kind.Version}";
    }

    private static string Capitalized(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
