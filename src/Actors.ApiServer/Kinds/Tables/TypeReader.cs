using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>Reads the <c>type</c> declarations of tables.</summary>
/// <remarks>
/// The first line is <c>type PodSpec</c>, with <c>atomic</c> if it is owned as a whole and <c>rule(name)</c> for a rule of <see cref="TypeRules"/>. Below it
/// each line is a field: its name, its type, what is known of it, and after <c>=</c> its default. Types are <c>string int32 int64 float64 bool bytes Quantity Time
/// MicroTime Duration IntOrString JSON RawExtension FieldsV1</c> and those of the package, of <c>meta</c>, or <c>package.Name</c>; before them <c>*</c> tells
/// "not given" from zero, <c>[]</c> makes a list, <c>map:</c> a map by text; <c>|</c> gives a second form.
/// <list type="bullet">
/// <item><c>required</c>, <c>always</c>: has to be given; is written even if it is not set.</item>
/// <item><c>set</c>, <c>map(keys)</c>, <c>atomic</c>: how it is owned. <c>merge</c>, <c>merge(key)</c>, <c>retainKeys</c>: how a strategic patch merges it.</item>
/// <item><c>must</c> (not empty), <c>in(a,b)</c>, <c>min(n)</c>, <c>range(n,m)</c> and the names of <see cref="FieldForm"/> in small letters: what it has to be
/// like.</item>
/// <item>A default is JSON, a bare word, or <c>@name</c>: a function of <see cref="FieldDefaults"/>, which counts always if the field is <c>derived</c>.</item>
/// </list>
/// </remarks>
internal sealed class TypeReader
{
    private const string Meta = "meta";
    private readonly Dictionary<(string Package, string Name), ObjectDefinition> _types = [];

    private TypeReader(KindTables tables)
    {
        foreach (var declaration in tables.Types)
        {
            if (!_types.TryAdd((declaration.Package.Name, declaration.Name), Head(declaration)))
                throw declaration.Head.Error($"a second type {declaration.Name}");
        }

        foreach (var declaration in tables.Types) Resolve(declaration);
        bool hasChanged;
        do
        {
            hasChanged = false;
            foreach (var type in _types.Values) hasChanged |= type.Inherit();
        }
        while (hasChanged);
    }

    /// <summary>All types by package and name.</summary>
    /// <exception cref="KindTableException">A line is not right.</exception>
    public static IReadOnlyDictionary<(string Package, string Name), ObjectDefinition> Read(KindTables tables) => new TypeReader(tables)._types;

    private static ObjectDefinition Head(Declaration declaration)
    {
        var (isAtomic, rule) = (false, default(TypeRule));
        foreach (var word in declaration.Head.Words.Skip(2))
        {
            if (word == "atomic") isAtomic = true;
            else if (word.StartsWith("rule(", StringComparison.Ordinal) && word.EndsWith(')') && TypeRules.Find(word[5..^1]) is { } found) rule = found;
            else throw declaration.Head.Error($"unknown: {word}; a type may be atomic and have a rule(…) of {nameof(TypeRules)}");
        }

        return new ObjectDefinition(declaration.Name, declaration.Package.QualifiedName) { IsAtomic = isAtomic, Rule = rule };
    }

    private void Resolve(Declaration declaration)
    {
        var fields = new Dictionary<string, FieldDefinition>(StringComparer.Ordinal);
        foreach (var line in declaration.Lines)
        {
            var field = Field(declaration.Package.Name, line);
            if (!fields.TryAdd(field.Name, field)) throw line.Error($"a second field {field.Name}");
        }

        _types[(declaration.Package.Name, declaration.Name)].SetFields([.. fields.Values]);
    }

    private FieldDefinition Field(string package, TableLine line)
    {
        var mark = line.Text.IndexOf(" = ", StringComparison.Ordinal);
        var words = mark < 0 ? line.Words : (line with { Text = line.Text[..mark] }).Words;
        if (words.Count < 2) throw line.Error("a field has a name and a type");
        var field = new FieldDefinition(words[0], Type(package, words[1], line));
        foreach (var word in words.Skip(2)) field = FieldWords.Apply(field, word, line);
        return mark < 0 ? field : WithDefault(field, line.Text[(mark + 3)..].Trim(), line);
    }

    private static FieldDefinition WithDefault(FieldDefinition field, string text, TableLine line)
    {
        if (text.StartsWith('@'))
        {
            var function = FieldDefaults.Find(text[1..]) ?? throw line.Error($"there is no default {text}");
            return field with { ComputedDefault = function };
        }

        if (text.Length == 0) throw line.Error("nothing after =");
        return field with { Default = text[0] is '{' or '[' or '"' || field.Type.Kind != ValueKind.Text ? Json(text, line) : JsonValue.Create(text) };
    }

    private static JsonNode Json(string text, TableLine line)
    {
        try
        {
            return JsonNode.Parse(text) ?? throw line.Error("null is no default");
        }
        catch (JsonException)
        {
            throw line.Error($"a default that is no JSON: {text}");
        }
    }

    private ValueType Type(string package, string text, TableLine line)
    {
        if (text.StartsWith('*')) return Type(package, text[1..], line) with { IsPointer = true };
        if (text.StartsWith("[]", StringComparison.Ordinal)) return new ValueType(ValueKind.List) { Element = Type(package, text[2..], line) };
        if (text.StartsWith("map:", StringComparison.Ordinal)) return new ValueType(ValueKind.Map) { Element = Type(package, text[4..], line) };
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        if (bar >= 0) return Type(package, text[..bar], line) with { Alternative = Type(package, text[(bar + 1)..], line) };
        return Scalar(text) is { } kind ? new ValueType(kind) : new ValueType(ValueKind.Object) { Object = Find(package, text, line) };
    }

    private static ValueKind? Scalar(string name) => name switch
    {
        "string" => ValueKind.Text,
        "int32" => ValueKind.Int32,
        "int64" => ValueKind.Int64,
        "float64" => ValueKind.Float,
        "bool" => ValueKind.Flag,
        "bytes" => ValueKind.Bytes,
        "JSON" => ValueKind.Json,
        "FieldsV1" => ValueKind.OwnedFields,
        "RawExtension" => ValueKind.RawObject,
        "Quantity" => ValueKind.Quantity,
        "Time" => ValueKind.Time,
        "MicroTime" => ValueKind.MicroTime,
        "Duration" => ValueKind.Duration,
        "IntOrString" => ValueKind.IntOrString,
        _ => null,
    };

    private ObjectDefinition Find(string package, string name, TableLine line)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0) return _types.GetValueOrDefault((name[..dot], name[(dot + 1)..])) ?? throw line.Error($"there is no type {name}");
        return _types.GetValueOrDefault((package, name)) ?? _types.GetValueOrDefault((Meta, name)) ??
            throw line.Error(string.Create(CultureInfo.InvariantCulture, $"there is no type {name} in {package} or {Meta}"));
    }
}
