using System.Text.Json.Nodes;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>The rules of a built-in kind, carried out as its table says.</summary>
internal sealed class BuiltInRules(KindDefinition kind, ClusterAddresses addresses) : ObjectRules
{
    public override bool TakesRawParts => true;

    /// <exception cref="KindDecodeException">A value is of the wrong type.</exception>
    public override IReadOnlyList<string> Decode(JsonObject value)
    {
        try
        {
            var dropped = ObjectDecoder.Decode(value, kind.Type);
            Complete(value);
            return dropped;
        }
        catch (KindDecodeException problem)
        {
            throw new KindDecodeException(kind.Kind, kind.Version, problem);
        }
    }

    public override void Convert(JsonObject value) => KindConversions.Apply(value, kind);

    public override IReadOnlyList<string> StoredFields(string path) => kind.Kind == "Event" ? EventConversion.StoredFields(path) : [path];

    public override void PrepareForCreate(JsonObject value)
    {
        var hasStatus = !kind.KeepsStatusOnCreate && kind.Subresources.Any(static one => one.Name == "status");
        if (hasStatus) value.Remove("status");
        foreach (var prepare in kind.Preparations) prepare(value, null, addresses);
        if (hasStatus || kind.Preparations.Count > 0) Decode(value);
    }

    public override void PrepareForUpdate(JsonObject value, JsonObject old)
    {
        foreach (var prepare in kind.Preparations) prepare(value, old, addresses);
        if (kind.Preparations.Count > 0) Decode(value);
    }

    public override long? GracePeriodSeconds(JsonObject value, long? wanted) => kind.Grace?.Invoke(value, wanted);

    /// <summary>What controllers report is taken as it comes.</summary>
    public override IReadOnlyList<FieldError> ValidateStatus(JsonObject value, JsonObject old) => [];

    public override IReadOnlyList<FieldError> Validate(JsonObject value, JsonObject? old)
    {
        var errors = new List<FieldError>();
        FieldRuleChecker.CheckKind(value, kind.Type, errors);
        foreach (var rule in kind.Rules) rule(value, old, errors);
        if (old is not null) CheckFixed(value, old, errors);
        return errors;
    }

    private void Complete(JsonObject value)
    {
        DefaultSetter.Apply(value, kind.Type);
        foreach (var (path, node) in kind.Defaults) SetDefault(value, path, node);
        foreach (var complete in kind.Completions) complete(value);
    }

    private static void SetDefault(JsonObject value, string path, JsonNode node)
    {
        var names = path.Split('.');
        if (value.At(names.AsSpan()[..^1]) is JsonObject around) around[names[^1]] ??= node.DeepClone();
    }

    private void CheckFixed(JsonObject value, JsonObject old, List<FieldError> errors)
    {
        foreach (var field in kind.FixedFields)
        {
            var now = value.AtPath(field.Path);
            if (now.IsSameAs(old.AtPath(field.Path))) continue;
            errors.Add(field.IsForbidden ? FieldError.Forbidden(field.Path, field.Message) : FieldError.Invalid(field.Path, now, field.Message));
        }
    }
}
