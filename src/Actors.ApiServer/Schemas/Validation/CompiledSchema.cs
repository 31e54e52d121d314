using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>A <see cref="Schema"/> made ready to check many objects: looked up, counted and translated once. Immutable and shared between threads.</summary>
internal sealed class CompiledSchema
{
    private readonly Schema _schema;

    private CompiledSchema(Schema schema)
    {
        _schema = schema;
        var constraints = schema.Constraints;
        TypeName = NameOf(schema.Type);
        if (constraints?.Format is { } format && Formats.Applies(schema.Type, format))
        {
            Format = format;
            FormatCheck = Formats.OfString(format);
        }

        if (constraints?.Pattern is { Length: > 0 } pattern) Pattern = GoRegex.Of(pattern);
        Required = [.. schema.Required];
        if (constraints?.Enum is { Count: > 0 } values) EnumTexts = TextsOf(values);
        HasStringRules = Pattern is not null || constraints?.MinLength is not null || constraints?.MaxLength is not null;
    }

    public SchemaType Type => _schema.Type;

    public SchemaConstraints? Constraints => _schema.Constraints;

    /// <summary>As messages name it, such as <c>integer,string</c>; empty for any.</summary>
    public string TypeName { get; }

    public bool IsNullable => _schema.IsNullable;

    public bool PreservesUnknownFields => _schema.PreservesUnknownFields;

    public bool IsEmbeddedResource => _schema.IsEmbeddedResource;

    public ListType ListType => _schema.ListType;

    public IReadOnlyList<string> ListMapKeys => _schema.ListMapKeys;

    public string[] Required { get; }

    /// <summary>The values of the enum if all are texts, as most are; else null.</summary>
    public string[]? EnumTexts { get; }

    public JsonNode? Default => _schema.Default;

    /// <summary>The format if it means something for the type, else empty.</summary>
    public string Format { get; } = "";

    public Func<string, bool>? FormatCheck { get; }

    public GoRegex? Pattern { get; }

    public bool HasStringRules { get; }

    public FrozenDictionary<string, CompiledSchema> Properties { get; private set; } = FrozenDictionary<string, CompiledSchema>.Empty;

    public CompiledSchema? AdditionalProperties { get; private set; }

    public CompiledSchema? Items { get; private set; }

    /// <summary>The members with a default.</summary>
    public (string Name, JsonNode Default)[] Defaults { get; private set; } = [];

    public CompiledSchema[] AllOf { get; private set; } = [];

    public CompiledSchema[] AnyOf { get; private set; } = [];

    public CompiledSchema[] OneOf { get; private set; } = [];

    public CompiledSchema? Not { get; private set; }

    /// <summary>Whether there is a list of type set or map in it, at any depth.</summary>
    public bool HasKeyedLists { get; private set; }

    /// <summary>Whether there is an embedded resource in it, at any depth.</summary>
    public bool HasEmbeddedResources { get; private set; }

    /// <summary>Whether there are <c>x-kubernetes-validations</c> in it, at any depth.</summary>
    public bool HasRules { get; private set; }

    /// <summary>Compiles a schema, which may refer to itself.</summary>
    public static CompiledSchema Of(Schema schema)
    {
        var compiled = new Dictionary<Schema, CompiledSchema>(ReferenceEqualityComparer.Instance);
        var root = Of(schema, compiled);
        bool changed;
        do
        {
            changed = false;
            foreach (var node in compiled.Values) changed |= node.Summarize();
        }
        while (changed);
        return root;
    }

    private static CompiledSchema Of(Schema schema, Dictionary<Schema, CompiledSchema> compiled)
    {
        if (compiled.TryGetValue(schema, out var node)) return node;
        node = new CompiledSchema(schema);
        compiled.Add(schema, node);
        node.Properties = schema.Properties.ToFrozenDictionary(property => property.Key, property => Of(property.Value, compiled), StringComparer.Ordinal);
        node.Defaults = [.. from property in schema.Properties where property.Value.Default is not null select (property.Key, property.Value.Default!)];
        if (schema.AdditionalProperties is { } values) node.AdditionalProperties = Of(values, compiled);
        if (schema.Items is { } items) node.Items = Of(items, compiled);
        if (schema.Constraints is not { } constraints) return node;
        node.AllOf = [.. constraints.AllOf.Select(branch => Of(branch, compiled))];
        node.AnyOf = [.. constraints.AnyOf.Select(branch => Of(branch, compiled))];
        node.OneOf = [.. constraints.OneOf.Select(branch => Of(branch, compiled))];
        if (constraints.Not is { } not) node.Not = Of(not, compiled);
        return node;
    }

    /// <summary>Takes over what is true of its parts; whether anything became true by that. Repeated until nothing does, as schemas may be circular.</summary>
    private bool Summarize()
    {
        var parts = Properties.Values.Concat(Parts()).ToArray();
        var hasKeyedLists = HasKeyedLists || ListType != ListType.Atomic || parts.Any(part => part.HasKeyedLists);
        var hasEmbedded = HasEmbeddedResources || IsEmbeddedResource || parts.Any(part => part.HasEmbeddedResources);
        var hasRules = HasRules || _schema.HasRules || parts.Any(part => part.HasRules);
        var changed = hasKeyedLists != HasKeyedLists || hasEmbedded != HasEmbeddedResources || hasRules != HasRules;
        HasRules = hasRules;
        HasKeyedLists = hasKeyedLists;
        HasEmbeddedResources = hasEmbedded;
        return changed;
    }

    private IEnumerable<CompiledSchema> Parts()
    {
        if (AdditionalProperties is not null) yield return AdditionalProperties;
        if (Items is not null) yield return Items;
    }

    private static string[]? TextsOf(IReadOnlyList<JsonNode?> values)
    {
        var texts = new string[values.Count];
        for (var at = 0; at < texts.Length; at++)
        {
            if (values[at] is not JsonValue scalar || !scalar.TryGetValue<string>(out var text)) return null;
            texts[at] = text;
        }

        return texts;
    }

    private static string NameOf(SchemaType type) => type switch
    {
        SchemaType.Any => "",
        SchemaType.IntOrString => "integer,string",
        _ => type.ToString().ToLowerInvariant(),
    };
}
