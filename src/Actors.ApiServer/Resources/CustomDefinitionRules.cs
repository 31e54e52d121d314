using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Resources;

/// <summary>The rules of custom resource definitions themselves.</summary>
internal sealed class CustomDefinitionRules : ObjectRules
{
    public override bool ChecksMetadata => true;

    public override IReadOnlyList<string> Decode(JsonObject value)
    {
        var unknown = new List<string>();
        return DefinitionRules.Decode(value, unknown) is { } error ? throw new FormatException(error) : unknown;
    }

    public override void PrepareForCreate(JsonObject value) => DefinitionRules.PrepareForCreate(value);

    public override void PrepareForUpdate(JsonObject value, JsonObject old) => DefinitionRules.PrepareForUpdate(value, old);

    public override IReadOnlyList<FieldError> Validate(JsonObject value, JsonObject? old) =>
        old is null ? DefinitionValidator.Validate(value) : DefinitionValidator.ValidateUpdate(value, old);

    public override IReadOnlyList<FieldError> ValidateStatus(JsonObject value, JsonObject old) => DefinitionValidator.ValidateStatusUpdate(value, old);

    public override IReadOnlyList<string> Warnings(JsonObject value, JsonObject? old) => DefinitionValidator.Warnings(value, old);
}
