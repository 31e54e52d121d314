using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Resources;

/// <summary>The rules of custom resource definitions themselves: those of the table, and what no table can say.</summary>
internal sealed class DefinitionRules(ObjectRules table) : ObjectRules
{
    public override IReadOnlyList<string> Decode(JsonObject value)
    {
        var unknown = table.Decode(value);
        if (value["spec"] is not JsonObject spec || spec["names"] is not JsonObject names) return unknown;
        if (spec["conversion"] is null) spec["conversion"] = new JsonObject { ["strategy"] = "None" };
        var kind = ObjectMeta.Text(names, "kind");
        if (kind.Length == 0) return unknown;
        if (ObjectMeta.Text(names, "singular").Length == 0) names["singular"] = kind.ToLowerInvariant();
        if (ObjectMeta.Text(names, "listKind").Length == 0) names["listKind"] = $"{kind}List";
        return unknown;
    }

    public override void Convert(JsonObject value) => table.Convert(value);

    public override void PrepareForCreate(JsonObject value)
    {
        table.PrepareForCreate(value);
        value["status"] = DefinitionStatus.Initial(value);
    }

    public override void PrepareForUpdate(JsonObject value, JsonObject old) => table.PrepareForUpdate(value, old);

    public override IReadOnlyList<FieldError> Validate(JsonObject value, JsonObject? old) => table.Validate(value, old);

    public override IReadOnlyList<FieldError> ValidateStatus(JsonObject value, JsonObject old) => table.ValidateStatus(value, old);
}
