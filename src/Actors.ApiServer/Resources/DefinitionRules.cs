using System.Text.Json.Nodes;

namespace Actors.ApiServer.Resources;

/// <summary>The rules of custom resource definitions themselves.</summary>
internal sealed class DefinitionRules : ObjectRules
{
    public override IReadOnlyList<string> Decode(JsonObject value)
    {
        if (value["spec"] is not JsonObject spec) return [];
        if (spec["conversion"] is null) spec["conversion"] = new JsonObject { ["strategy"] = "None" };
        if (spec["names"] is not JsonObject names) return [];
        var kind = ObjectMeta.Text(names, "kind");
        if (ObjectMeta.Text(names, "singular").Length == 0) names["singular"] = kind.ToLowerInvariant();
        if (ObjectMeta.Text(names, "listKind").Length == 0 && kind.Length > 0) names["listKind"] = $"{kind}List";
        return [];
    }

    public override void PrepareForCreate(JsonObject value) => value["status"] = DefinitionStatus.Initial(value);
}
