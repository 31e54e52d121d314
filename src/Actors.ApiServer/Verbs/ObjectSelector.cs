using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;
using Actors.Kubernetes.Models;
using Actors.Objects;

namespace Actors.ApiServer.Verbs;

/// <summary>Which objects of a resource a list, watch or deletion of a collection is about.</summary>
internal sealed class ObjectSelector
{
    private readonly LabelSelectorExpression? _labels;
    private readonly FieldSelector? _fields;
    private readonly ShardSelector? _shards;
    private readonly IReadOnlyDictionary<string, string> _known;
    private readonly Dictionary<string, IReadOnlyList<string>> _stored = [];

    private ObjectSelector(ResourceKind kind, string @namespace, LabelSelectorExpression? labels, FieldSelector? fields, ShardSelector? shards)
    {
        (_labels, _fields, _shards, _known) = (labels, fields, shards, kind.SelectableFields);
        if (fields is not null) _stored = fields.Requirements.Select(static one => one.Path).Distinct().ToDictionary(static path => path, kind.Rules.StoredFields);
        if (kind.IsNamespaced && @namespace.Length > 0)
        {
            From = $"{@namespace}/";
            // '0' is the character behind '/': no key in the namespace is at or above it.
            To = $"{@namespace}0";
        }
    }

    /// <summary>The first key that may be meant.</summary>
    public string From { get; } = "";

    /// <summary>The first key behind those that may be meant; null for none.</summary>
    public string? To { get; }

    /// <summary>Whether all between <see cref="From"/> and <see cref="To"/> are meant.</summary>
    public bool SelectsAll => _labels is null && _fields is null && _shards is null;

    public ShardSelector? Shards => _shards;

    /// <exception cref="StatusException">One of the selectors is broken or names a field that cannot be selected by.</exception>
    public static ObjectSelector Parse(ResourceKind kind, string @namespace, ListOptions options) => new(
        kind,
        @namespace,
        ParseLabels(options.LabelSelector),
        ParseFields(kind, options.FieldSelector),
        options.ShardSelector.Length == 0 ? null : ShardSelector.Parse(options.ShardSelector));

    /// <summary>Whether a key lies between <see cref="From"/> and <see cref="To"/>.</summary>
    public bool Covers(string key) => To is null || key.StartsWith(From, StringComparison.Ordinal);

    /// <summary>Whether an object with a key that is covered is meant.</summary>
    public bool Matches(KubernetesObject value) =>
        (_labels is null || MatchesLabels(value)) && (_fields is null || MatchesFields(value)) && (_shards is null || _shards.Matches(value));

    private bool MatchesLabels(KubernetesObject value)
    {
        var labels = value.Labels;
        return _labels!.Matches(key => labels[key]);
    }

    private bool MatchesFields(KubernetesObject value) => _fields!.Matches(path => path switch
    {
        "metadata.name" => value.Name,
        "metadata.namespace" => value.Namespace,
        _ => StoredText(value, path) ?? _known.GetValueOrDefault(path, ""),
    });

    private string? StoredText(KubernetesObject value, string path)
    {
        foreach (var field in _stored[path])
            if (JsonField.Text(value.Json.Span, field) is { Length: > 0 } text) return text;
        return null;
    }

    private static LabelSelectorExpression? ParseLabels(string text)
    {
        if (text.Length == 0) return null;
        if (SelectorSyntax.Fault(text) is { } fault) throw Errors.BadRequest(fault);
        try
        {
            var labels = LabelSelectorExpression.Parse(text);
            return labels.Requirements.Count == 0 ? null : labels;
        }
        catch (FormatException exception)
        {
            throw Errors.BadRequest($"unable to parse requirement: {exception.Message}");
        }
    }

    private static FieldSelector? ParseFields(ResourceKind kind, string text)
    {
        if (text.Length == 0) return null;
        FieldSelector fields;
        try
        {
            fields = FieldSelector.Parse(text);
        }
        catch (FormatException exception)
        {
            var part = text.Split(',').FirstOrDefault(static one => !one.Contains('=', StringComparison.Ordinal));
            throw Errors.BadRequest(part is null ? $"invalid field selector: {exception.Message}" : $"invalid selector: '{text}'; can't understand '{part}'");
        }

        foreach (var requirement in fields.Requirements)
        {
            var isKnown = requirement.Path == "metadata.name" || (requirement.Path == "metadata.namespace" && (kind.IsNamespaced || kind.IsCustom))
                || kind.SelectableFields.ContainsKey(requirement.Path);
            if (!isKnown) throw Errors.BadRequest(Unknown(kind, requirement.Path));
        }

        return fields.Requirements.Count == 0 ? null : fields;
    }

    /// <summary>Kinds that have fields of their own to select by say it in other words than those that have none.</summary>
    private static string Unknown(ResourceKind kind, string path) => kind.IsCustom || kind.SelectableFields.Count > 0
        ? $"field label not supported: {path}"
        : $"{GoText.Quote(path)} is not a known field selector: only \"metadata.name\", \"metadata.namespace\"";
}
