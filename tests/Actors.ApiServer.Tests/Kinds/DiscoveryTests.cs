using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Tests.Kinds;

/// <summary>The built-in kinds against what a real server's discovery says of them.</summary>
public sealed class DiscoveryTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "Discovery");

    /// <summary>Groups that operators do not meet and the server does not have.</summary>
    private static readonly string[] Absent = ["resource.k8s.io", "flowcontrol.apiserver.k8s.io", "bench.example.com"];

    private static readonly IReadOnlyList<ResourceKind> Kinds = BuiltInKinds.For(new ClusterAddresses());

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "api*.json").Select(static path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_captured_resource_is_there_and_the_same(string file)
    {
        var list = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!;
        if (list["resources"] is not JsonArray resources) return;
        var version = list["groupVersion"]!.GetValue<string>();
        var captured = resources.Select(static one => Text(one!)).Order(StringComparer.Ordinal);
        var own = Kinds.Where(kind => kind.ApiVersion == version).SelectMany(Describe).Order(StringComparer.Ordinal);
        Assert.Equal(captured, own);
    }

    [Fact]
    public void Every_captured_group_and_version_is_there()
    {
        var groups = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "aggregated-apis.json")))!["items"]!.AsArray();
        var captured = groups.Where(static group => !Absent.Contains(Name(group!)))
            .SelectMany(static group => group!["versions"]!.AsArray().SelectMany(version => version!["resources"]!.AsArray()
                .Select(one => $"{Name(group)}/{version["version"]} {one!["resource"]} {one["scope"]} {one["singularResource"]} {one["responseKind"]!["kind"]}")));
        var own = Kinds.Where(static kind => kind.Group.Length > 0)
            .Select(static kind => $"{kind.ApiVersion} {kind.Plural} {(kind.IsNamespaced ? "Namespaced" : "Cluster")} {kind.Singular} {kind.Kind}");
        Assert.Equal(captured.Order(StringComparer.Ordinal), own.Order(StringComparer.Ordinal));
    }

    private static string Name(JsonNode group) => group["metadata"]!["name"]!.GetValue<string>();

    private static string Text(JsonNode resource) => Line(
        resource["name"]!.GetValue<string>(),
        resource["singularName"]!.GetValue<string>(),
        resource["namespaced"]!.GetValue<bool>(),
        $"{resource["group"]}/{resource["version"]}",
        resource["kind"]!.GetValue<string>(),
        Texts(resource["verbs"]),
        Texts(resource["shortNames"]),
        Texts(resource["categories"]));

    private static IEnumerable<string> Describe(ResourceKind kind) => kind.Subresources
        .Select(sub => Line($"{kind.Plural}/{sub.Name}", "", kind.IsNamespaced, $"{sub.Group}/{sub.Version}", sub.Kind, sub.Verbs, [], []))
        .Prepend(Line(kind.Plural, kind.Singular, kind.IsNamespaced, "/", kind.Kind, kind.Verbs, kind.ShortNames, kind.Categories));

    private static string Line(
        string name, string singular, bool isNamespaced, string version, string kind, IEnumerable<string> verbs, IEnumerable<string> shortNames, IEnumerable<string> categories) =>
        $"{name} ({singular}) namespaced={isNamespaced} {version} {kind} [{string.Join(' ', verbs.Order(StringComparer.Ordinal))}] " +
        $"[{string.Join(' ', shortNames)}] [{string.Join(' ', categories)}]";

    private static IEnumerable<string> Texts(JsonNode? list) => list?.AsArray().Select(static one => one!.GetValue<string>()) ?? [];
}
