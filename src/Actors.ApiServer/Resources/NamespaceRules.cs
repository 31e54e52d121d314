using System.Text.Json.Nodes;

namespace Actors.ApiServer.Resources;

/// <summary>The rules of namespaces: each carries its name as a label, and waits for what is in it before it goes.</summary>
internal sealed class NamespaceRules : ObjectRules
{
    private const string NameLabel = "kubernetes.io/metadata.name";

    public override IReadOnlyList<string> Decode(JsonObject value)
    {
        var metadata = ObjectMeta.Of(value);
        if (ObjectMeta.Text(metadata, "name") is not { Length: > 0 } name) return [];
        if (metadata["labels"] is not JsonObject labels) metadata["labels"] = labels = [];
        labels[NameLabel] = name;
        return [];
    }

    public override void PrepareForCreate(JsonObject value)
    {
        if (value["spec"] is not JsonObject spec) value["spec"] = spec = [];
        if (spec["finalizers"] is not JsonArray finalizers) spec["finalizers"] = finalizers = [];
        if (!finalizers.Any(static one => one!.GetValue<string>() == "kubernetes")) finalizers.Add("kubernetes");
        value["status"] = new JsonObject { ["phase"] = "Active" };
    }
}
