using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Resources;

/// <summary>The rules of one version of a custom resource, as its definition gives them.</summary>
internal sealed class CustomRules(CustomResourceVersion version) : ObjectRules
{
    public override bool ChecksMetadata => true;

    public override bool TakesRawParts => true;

    public override IReadOnlyList<string> Decode(JsonObject value)
    {
        var unknown = new List<string>();
        return version.Rules.Decode(value, unknown) is { } error ? throw new FormatException(error) : unknown;
    }

    public override void Convert(JsonObject value)
    {
        version.Convert(value);
        version.Rules.Decode(value);
    }

    public override void Refresh(JsonObject value) => version.Rules.Refresh(value);

    public override IReadOnlyList<FieldError> Validate(JsonObject value, JsonObject? old) =>
        old is null ? version.Rules.Validate(value) : version.Rules.ValidateUpdate(value, old);

    public override IReadOnlyList<FieldError> ValidateStatus(JsonObject value, JsonObject old) => version.Rules.ValidateStatusUpdate(value, old);

    public override IReadOnlyList<string> Warnings(JsonObject value, JsonObject? old) => CustomResourceRules.Warnings(value, old);
}
