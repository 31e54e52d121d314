using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>
/// Checks one value against a schema, in the order and with the words of a kube-apiserver. Also counts the checks that a value passed, by which the server
/// picks the branch of <c>anyOf</c> and <c>oneOf</c> whose errors it shows.
/// </summary>
internal sealed partial class SchemaValidator
{
    private readonly FieldPath? _base;
    private readonly bool _ratchets;
    private ValuePath _path = new();
    private List<Finding>? _findings;

    private SchemaValidator(FieldPath? path, bool ratchets)
    {
        _base = path;
        _ratchets = ratchets;
    }

    private enum Kind
    {
        Null,
        Boolean,
        Integer,
        Float,
        Text,
        Array,
        Object,
    }

    /// <summary>What is wrong with a value; empty if nothing is.</summary>
    /// <param name="schema">What it has to be like.</param>
    /// <param name="value">The value; null for JSON's null.</param>
    /// <param name="path">Where it is; null for the object itself. Details name fields relative to it, as a real server's do.</param>
    public static IReadOnlyList<FieldError> Validate(CompiledSchema schema, JsonNode? value, FieldPath? path = null) =>
        new SchemaValidator(path, ratchets: false).Run(schema, value, null);

    /// <summary>As <see cref="Validate"/>, forgiving what is wrong in parts that the update leaves as they were.</summary>
    public static IReadOnlyList<FieldError> ValidateUpdate(CompiledSchema schema, JsonNode? value, JsonNode? old, FieldPath? path = null)
    {
        var errors = Validate(schema, value, path);
        return errors.Count == 0 || old is null ? errors : new SchemaValidator(path, ratchets: true).Run(schema, value, old);
    }

    private List<FieldError> Run(CompiledSchema schema, JsonNode? value, JsonNode? old)
    {
        Check(schema, value, old);
        return _findings is null ? [] : [.. _findings.Select(finding => finding.Error)];
    }

    /// <summary>Checks a value and, where it is left as it was, forgets what was found; the number of checks passed.</summary>
    private int Check(CompiledSchema schema, JsonNode? value, JsonNode? old)
    {
        if (!_ratchets || old is null) return CheckAll(schema, value, old);
        var before = _findings;
        _findings = null;
        var passed = CheckAll(schema, value, old);
        var found = _findings;
        _findings = before;
        if (found is not null && !JsonNode.DeepEquals(value, old)) Add(found);
        return passed;
    }

    private int CheckAll(CompiledSchema schema, JsonNode? value, JsonNode? old)
    {
        var kind = KindOf(value, out var number, out var text);
        if (kind == Kind.Null)
        {
            var passes = CheckType(schema, kind, number) ? 1 : 0;
            CheckEnum(schema, value, null);
            return passes;
        }

        var passed = 1;
        if (schema.TypeName.Length > 0 || schema.Format.Length > 0) passed += CheckType(schema, kind, number) ? 2 : 1;
        passed += 1 + CheckBranches(schema, value, old);
        switch (kind)
        {
            case Kind.Text:
                passed += CheckText(schema, text!);
                break;
            case Kind.Integer or Kind.Float:
                passed += 1 + CheckNumber(schema, number);
                break;
            case Kind.Array:
                passed += 1 + CheckItems(schema, (JsonArray)value!, old as JsonArray);
                break;
        }

        CheckEnum(schema, value, text);
        passed++;
        if (kind == Kind.Object) passed += 1 + CheckMembers(schema, (JsonObject)value!, old as JsonObject);
        return passed;
    }

    private static Kind KindOf(JsonNode? value, out JsonNumber number, out string? text)
    {
        number = default;
        text = null;
        switch (value)
        {
            case null:
                return Kind.Null;
            case JsonObject:
                return Kind.Object;
            case JsonArray:
                return Kind.Array;
        }

        var scalar = (JsonValue)value;
        if (scalar.TryGetValue(out text)) return Kind.Text;
        if (JsonNumber.TryGet(scalar, out number)) return number.IsInteger ? Kind.Integer : Kind.Float;
        return scalar.GetValueKind() == JsonValueKind.Null ? Kind.Null : Kind.Boolean;
    }

    private bool CheckType(CompiledSchema schema, Kind kind, JsonNumber number)
    {
        var (type, format) = kind switch
        {
            Kind.Null => ("null", ""),
            Kind.Boolean => ("boolean", ""),
            Kind.Integer => ("integer", "int64"),
            Kind.Float => ("number", "float64"),
            Kind.Text => ("string", ""),
            Kind.Array => ("array", ""),
            _ => ("object", ""),
        };
        if (kind == Kind.Null) return schema.TypeName.Length == 0 || schema.IsNullable || AddType(schema.TypeName, type);
        var fits = schema.Type switch
        {
            SchemaType.IntOrString => kind is Kind.Integer or Kind.Text || (kind == Kind.Float && number.IsWhole),
            SchemaType.Integer => kind == Kind.Integer || (kind == Kind.Float && number.IsWhole),
            SchemaType.Number => kind is Kind.Integer or Kind.Float,
            _ => schema.TypeName == type,
        };
        if (fits) return true;
        if (schema.Format.Length > 0)
        {
            var isListOrText = kind is Kind.Text or Kind.Array;
            if (!isListOrText && format != schema.Format) return AddType(schema.Format, format);
            if (isListOrText && schema.Type is not (SchemaType.Integer or SchemaType.Number or SchemaType.IntOrString)) return true;
        }

        return AddType(schema.TypeName, type);
    }

    private bool AddType(string expected, string found)
    {
        var sentence = $"{_path} in body must be of type {expected}: {GoText.Quote(found)}";
        Add(FieldError.TypeInvalid(Field(), found, sentence), sentence);
        return false;
    }

    private void CheckEnum(CompiledSchema schema, JsonNode? value, string? text)
    {
        if (schema.Constraints?.Enum is not { Count: > 0 } values) return;
        if (text is not null && schema.EnumTexts is { } texts && Array.IndexOf(texts, text) >= 0) return;
        foreach (var allowed in values)
        {
            if (allowed is not null && value is not null && AreEqual(value, allowed)) return;
        }

        var names = values.Select(allowed => allowed is JsonValue scalar && scalar.TryGetValue<string>(out var name) ? name : GoText.Json(allowed));
        Add(FieldError.NotSupported(Field(), value, names), $"{_path} in body should be one of");
    }

    private static bool AreEqual(JsonNode value, JsonNode other)
    {
        if (value is not JsonValue scalar || other is not JsonValue otherScalar) return JsonNode.DeepEquals(value, other);
        if (scalar.TryGetValue<string>(out var text)) return otherScalar.TryGetValue<string>(out var otherText) && text == otherText;
        return JsonNumber.TryGet(scalar, out var number) && JsonNumber.TryGet(otherScalar, out var otherNumber)
            ? number.Float == otherNumber.Float
            : JsonNode.DeepEquals(value, other);
    }

    private int CheckText(CompiledSchema schema, string text)
    {
        var passed = 1;
        if (schema.HasStringRules) CheckLengthAndPattern(schema, text);
        if (schema.FormatCheck is not { } check) return passed;
        if (!check(text)) AddType(schema.Format, text);
        return passed + 1;
    }

    private void CheckLengthAndPattern(CompiledSchema schema, string text)
    {
        var constraints = schema.Constraints!;
        if (constraints.MaxLength is { } max && text.Length > max && Characters(text) > max)
        {
            Add(FieldError.TooLong(Field(), max), Sentence($"{_path} in body should be at most {max} chars long"));
        }
        else if (constraints.MinLength is { } min && Characters(text) < min)
        {
            AddInvalid(text, Sentence($"{_path} in body should be at least {min} chars long"));
        }
        else if (schema.Pattern is { } pattern && !pattern.IsMatch(text))
        {
            var reason = pattern.Error is null ? pattern.Pattern : $"{pattern.Pattern}, but pattern is invalid: {pattern.Error}";
            AddInvalid(text, $"{_path} in body should match '{reason}'");
        }
    }

    private static int Characters(string text)
    {
        var pairs = 0;
        foreach (var unit in text)
        {
            if (char.IsLowSurrogate(unit)) pairs++;
        }

        return text.Length - pairs;
    }

    private FieldPath? Field() => Field(_path.ToString());

    private FieldPath? Field(string path)
    {
        if (path.StartsWith('.')) path = path[1..];
        return path.Length == 0 ? _base : _base is null ? path : _base.Child(path);
    }

    private void AddInvalid(object? value, string sentence) => Add(FieldError.Invalid(Field(), value, sentence), sentence);

    /// <summary>What a server says without saying where, because its checker does not tell.</summary>
    private void AddUnplaced(string sentence) => Add(FieldError.Invalid(_base, "", sentence), sentence);

    private void Add(FieldError error, string sentence)
    {
        _findings ??= [];
        foreach (var finding in _findings)
        {
            if (finding.Sentence == sentence) return;
        }

        _findings.Add(new Finding(error, sentence));
    }

    private void Add(List<Finding>? findings)
    {
        if (findings is null) return;
        foreach (var finding in findings) Add(finding.Error, finding.Sentence);
    }

    private static string Sentence(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
