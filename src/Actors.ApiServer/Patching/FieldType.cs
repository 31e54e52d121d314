using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Patching;

/// <summary>
/// What ownership and merging need to know of a value: which of its parts are fields of their own. Made of a <see cref="Schema"/>, once. A value whose type
/// nobody says may be a map, a scalar or a list.
/// </summary>
internal sealed class FieldType
{
    private static readonly ConditionalWeakTable<Schema, FieldType> Roots = [];

    /// <summary>A value nobody knows the type of, owned as a whole: the items of a list without schema.</summary>
    private static readonly FieldType Untyped = new() { Scalar = ScalarType.Untyped, HasMap = true, HasList = true, IsAtomicMap = true, IsAtomicList = true };

    /// <summary>A value nobody knows the type of, whose maps are owned member by member and whose lists as a whole.</summary>
    private static readonly FieldType Deduced = new() { Scalar = ScalarType.Untyped, HasMap = true, HasList = true, IsAtomicList = true };

    private readonly Dictionary<string, FieldMember> _members = new(StringComparer.Ordinal);
    private Dictionary<string, JsonNode>? _defaults;
    private Lazy<FieldType>? _mapValues;
    private Lazy<FieldType>? _items;

    private FieldType()
    {
    }

    /// <summary>Which scalars it may be.</summary>
    public ScalarType Scalar { get; private init; }

    /// <summary>Whether it may be an object.</summary>
    public bool HasMap { get; private init; }

    /// <summary>Whether it may be an array.</summary>
    public bool HasList { get; private init; }

    /// <summary>Whether an object is owned as a whole.</summary>
    public bool IsAtomicMap { get; private init; }

    /// <summary>Whether an array is owned as a whole.</summary>
    public bool IsAtomicList { get; private init; }

    /// <summary>The members that tell the items of an array apart; empty where the items themselves do.</summary>
    public IReadOnlyList<string> ListKeys { get; private init; } = [];

    /// <summary>The type of the items of an array.</summary>
    public FieldType Items => _items?.Value ?? Untyped;

    /// <summary>Whether nothing is known of the members of an object.</summary>
    public bool IsDeducedMap => ReferenceEquals(this, Deduced) || (_members.Count == 0 && ReferenceEquals(MapValues, Deduced));

    /// <summary>The type of the objects of a kind: its schema, and the metadata all objects have.</summary>
    public static FieldType OfKind(Schema schema) => Roots.GetValue(schema, kind => Create(kind, isObject: true, preserves: false));

    /// <summary>The form a value has; for null and for what is not allowed, the first of the forms that are.</summary>
    public FieldForm FormOf(JsonNode? value) => value switch
    {
        JsonObject when HasMap => FieldForm.Map,
        JsonArray when HasList => FieldForm.List,
        JsonValue when Scalar != ScalarType.None => FieldForm.Scalar,
        _ => HasMap ? FieldForm.Map : Scalar != ScalarType.None ? FieldForm.Scalar : FieldForm.List,
    };

    /// <summary>Whether a scalar is of the type.</summary>
    public bool Allows(JsonNode? scalar) => Scalar switch
    {
        ScalarType.Untyped => scalar is null or JsonValue,
        ScalarType.Numeric => scalar is null || scalar.GetValueKind() == JsonValueKind.Number,
        ScalarType.String => scalar is null || scalar.GetValueKind() == JsonValueKind.String,
        ScalarType.Boolean => scalar is null || scalar.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        _ => false,
    };

    /// <summary>A member the schema names.</summary>
    public bool TryGetMember(string name, out FieldMember member) => _members.TryGetValue(name, out member!);

    /// <summary>The step to a member of an object, and its type.</summary>
    /// <param name="name">The member.</param>
    /// <param name="element">The step.</param>
    /// <param name="isDeclared">Whether the schema allows it.</param>
    public FieldType MemberType(string name, out PathElement element, out bool isDeclared)
    {
        isDeclared = true;
        if (_members.TryGetValue(name, out var member))
        {
            element = member.Element;
            return member.Type;
        }

        element = PathElement.Field(name);
        isDeclared = MapValues is not null;
        return MapValues ?? Deduced;
    }

    /// <summary>The type of a member of an object; null where the schema does not allow it.</summary>
    public FieldType? MemberType(string name) => _members.TryGetValue(name, out var member) ? member.Type : MapValues;

    /// <summary>The type of members an object is not known to have; null where it may have no others.</summary>
    public FieldType? MapValues => ReferenceEquals(this, Deduced) ? Deduced : ReferenceEquals(this, Untyped) ? Untyped : _mapValues?.Value;

    /// <summary>What the schema has for a key that an item of a list does not name; null for nothing.</summary>
    public JsonNode? DefaultOf(string key) => _defaults?.GetValueOrDefault(key);

    private static FieldType Create(Schema schema, bool isObject, bool preserves)
    {
        var any = schema.Type is SchemaType.Any or SchemaType.IntOrString;
        preserves |= schema.PreservesUnknownFields;
        var keys = KeysOf(schema);
        var type = new FieldType
        {
            Scalar = ScalarOf(schema.Type),
            HasMap = any || schema.Type == SchemaType.Object,
            HasList = any || schema.Type == SchemaType.Array,
            IsAtomicMap = schema.IsAtomic,
            IsAtomicList = keys is null,
            ListKeys = keys ?? [],
        };
        if (type.HasMap) type.AddMembers(schema, isObject || schema.IsEmbeddedResource, preserves);
        if (schema.Items is { } items) type._items = Later(items, preserves);
        return type;
    }

    private void AddMembers(Schema schema, bool isObject, bool preserves)
    {
        foreach (var (name, member) in schema.Properties)
        {
            _members[name] = new FieldMember(name, () => Create(member, isObject: false, preserves));
            if (member.Default is { } value) (_defaults ??= [])[name] = value;
        }

        if (isObject)
        {
            foreach (var name in (ReadOnlySpan<string>)["apiVersion", "kind"])
            {
                _members[name] = new FieldMember(name, () => new FieldType { Scalar = ScalarType.String });
            }

            _members["metadata"] = new FieldMember("metadata", () => Create(ObjectMetaSchema.Value, isObject: false, preserves));
        }

        if (schema.AdditionalProperties is { } values) _mapValues = Later(values, preserves);
        else if (preserves || _members.Count == 0) _mapValues = new Lazy<FieldType>(Deduced);
    }

    private static Lazy<FieldType> Later(Schema schema, bool preserves) =>
        new(() => Create(schema, isObject: false, preserves), LazyThreadSafetyMode.PublicationOnly);

    private static ScalarType ScalarOf(SchemaType type) => type switch
    {
        SchemaType.String => ScalarType.String,
        SchemaType.Integer or SchemaType.Number => ScalarType.Numeric,
        SchemaType.Boolean => ScalarType.Boolean,
        SchemaType.Any or SchemaType.IntOrString => ScalarType.Untyped,
        _ => ScalarType.None,
    };

    /// <summary>Null for an atomic list; empty for a set. What a strategic merge patch merges by a key is a map by that key.</summary>
    private static IReadOnlyList<string>? KeysOf(Schema schema) => schema.ListType switch
    {
        ListType.Map => schema.ListMapKeys,
        ListType.Set => [],
        _ when schema.PatchMerges => schema.PatchMergeKey is { } key ? [key] : [],
        _ => null,
    };
}
