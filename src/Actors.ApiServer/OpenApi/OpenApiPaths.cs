using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.OpenApi;

/// <summary>The paths of a resource with the operations they have.</summary>
internal static class OpenApiPaths
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1";
    private const string EveryNamespace = "ForAllNamespaces";

    private static readonly string[] CustomBodies = ["application/json", "application/yaml"];
    private static readonly string[] BuiltInBodies = ["*/*"];
    private static readonly string[] CustomPatches = ["application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml"];

    /// <summary>A verb as HTTP, OpenAPI's action and names of operations have it.</summary>
    private static readonly (string Verb, string Method, string Action, string Name)[] OfOne =
    [
        ("get", "get", "get", "read"), ("update", "put", "put", "replace"), ("delete", "delete", "delete", "delete"), ("patch", "patch", "patch", "patch"),
        ("create", "post", "connect", "create"),
    ];

    private static readonly (string Verb, string Method, string Action, string Name)[] OfAll =
    [
        ("list", "get", "list", "list"), ("create", "post", "post", "create"), ("deletecollection", "delete", "deletecollection", "delete"),
    ];

    /// <summary>Each path with its item.</summary>
    public static IEnumerable<(string Path, JsonObject Item)> Of(ResourceKind kind)
    {
        var root = kind.Group.Length == 0 ? $"/api/{kind.Version}" : $"/apis/{kind.Group}/{kind.Version}";
        var plural = kind.IsNamespaced ? $"{root}/namespaces/{{namespace}}/{kind.Plural}" : $"{root}/{kind.Plural}";
        if (kind.IsNamespaced && kind.HasVerb("list"))
            yield return ($"{root}/{kind.Plural}", Item(kind, OfAll[..1], new Subject(kind.Kind, EveryNamespace), []));
        var all = OfAll.Where(one => kind.HasVerb(one.Verb)).ToArray();
        if (all.Length > 0) yield return (plural, Item(kind, all, new Subject(kind.Kind), Names(kind, false)));
        var one = OfOne.Where(one => one.Verb != "create" && kind.HasVerb(one.Verb)).ToArray();
        if (one.Length > 0) yield return ($"{plural}/{{name}}", Item(kind, one, new Subject(kind.Kind), Names(kind, true)));
        foreach (var sub in kind.Subresources)
        {
            var verbs = OfOne.Where(verb => sub.Verbs.Contains(verb.Verb)).ToArray();
            var name = char.ToUpperInvariant(sub.Name[0]) + sub.Name[1..];
            yield return ($"{plural}/{{name}}/{sub.Name}", Item(kind, verbs, new Subject(sub.Kind, name, sub.Group, sub.Version), Names(kind, true)));
        }
    }

    private static JsonObject Item(ResourceKind kind, (string Verb, string Method, string Action, string Name)[] verbs, Subject subject, string[] names)
    {
        var item = new JsonObject();
        foreach (var (_, method, action, name) in verbs) item[method] = Operation(kind, method, action, name, subject);
        var parameters = names.Select(static one => Parameter(one, "path", "string")).Append(Parameter("pretty", "query", "string"));
        // The one operation of such a path leaves what it knows to the path.
        if (subject.Suffix == EveryNamespace)
            parameters = OpenApiParameters.Of("list").Select(static one => Parameter(one.Name, "query", one.Type)).Concat(parameters);
        item["parameters"] = new JsonArray([.. parameters]);
        return item;
    }

    private static JsonObject Operation(ResourceKind kind, string method, string action, string name, Subject subject)
    {
        var isEverywhere = subject.Suffix == EveryNamespace;
        var scope = $"{(action == "deletecollection" ? "Collection" : "")}{(kind.IsNamespaced && !isEverywhere ? "Namespaced" : "")}";
        var parameters = isEverywhere ? [] : OpenApiParameters.Of(action);
        var operation = new JsonObject
        {
            ["tags"] = new JsonArray(OpenApiNames.Tag(kind)),
            ["operationId"] = $"{name}{OpenApiNames.Operations(kind)}{scope}{kind.Kind}{subject.Suffix}",
            ["parameters"] = new JsonArray([.. parameters.Select(static one => (JsonNode?)Parameter(one.Name, "query", one.Type))]),
            ["responses"] = new JsonObject { ["200"] = Response(kind, action, subject), ["401"] = new JsonObject { ["description"] = "Unauthorized" } },
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = new JsonObject
            {
                ["group"] = subject.Version.Length > 0 ? subject.Group : kind.Group,
                ["version"] = subject.Version.Length > 0 ? subject.Version : kind.Version,
                ["kind"] = subject.Kind,
            },
        };
        if (action is "put" or "post" or "patch" or "delete" or "connect") operation["requestBody"] = Body(kind, method);
        return operation;
    }

    private static JsonObject Response(ResourceKind kind, string action, Subject subject)
    {
        var response = new JsonObject { ["description"] = "OK" };
        if (Answered(kind, action, subject) is not { } name) return response;
        var schema = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = OpenApiNames.Reference(name) } };
        response["content"] = new JsonObject { ["application/json"] = schema, ["application/yaml"] = schema.DeepClone() };
        return response;
    }

    /// <summary>The type of an answer; null if the server has no description of it.</summary>
    private static string? Answered(ResourceKind kind, string action, Subject subject)
    {
        if (action == "list") return OpenApiNames.ListOf(kind);
        if (action == "deletecollection" || (action == "delete" && !kind.ReturnsDeletedObject)) return $"{Meta}.Status";
        if (subject.Kind == kind.Kind) return OpenApiNames.Of(kind);
        var (group, version) = subject.Version.Length > 0 ? (subject.Group, subject.Version) : (kind.Group, kind.Version);
        return BuiltInKinds.FindType(group, version, subject.Kind)?.QualifiedName;
    }

    private static JsonObject Body(ResourceKind kind, string method)
    {
        var name = method switch { "patch" => $"{Meta}.Patch", "delete" => $"{Meta}.DeleteOptions", _ => OpenApiNames.Of(kind) };
        var reference = OpenApiNames.Reference(name);
        var types = method == "patch"
            ? kind.IsCustom ? CustomPatches : [.. CustomPatches, "application/strategic-merge-patch+json"]
            : kind.IsCustom ? CustomBodies : BuiltInBodies;
        return new JsonObject
        {
            ["required"] = true,
            ["content"] = new JsonObject(types.Select(type => KeyValuePair.Create(
                type,
                (JsonNode?)new JsonObject { ["schema"] = new JsonObject { ["$ref"] = reference } }))),
        };
    }

    private static string[] Names(ResourceKind kind, bool hasName) => (kind.IsNamespaced, hasName) switch
    {
        (true, true) => ["name", "namespace"],
        (true, false) => ["namespace"],
        (false, true) => ["name"],
        _ => [],
    };

    private static JsonObject Parameter(string name, string place, string type)
    {
        var parameter = new JsonObject
        {
            ["name"] = name,
            ["in"] = place,
            ["schema"] = new JsonObject { ["type"] = type, ["uniqueItems"] = true },
        };
        if (place == "path") parameter["required"] = true;
        return parameter;
    }

    /// <summary>What an operation speaks, if that is not the kind of the path itself, and how its name ends.</summary>
    private sealed record Subject(string Kind, string Suffix = "", string Group = "", string Version = "");
}
