namespace Actors.Settings.Tests;

/// <summary>A HOCON text with whatever keys, read and resolved: its values as text, and what is wrong with it.</summary>
internal sealed class Document
{
    private readonly HoconObject _root;

    public Document(string text, IReadOnlyDictionary<string, string>? files = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var errors = new List<SettingsError>();
        var includes = new HoconIncludes((name, _) => files?.GetValueOrDefault(name) is { } included ? new HoconFile(name, included) : null, errors);
        var parsed = includes.Parse(new HoconFile("test.hocon", text));
        _root = new HoconResolver(parsed, name => environment?.GetValueOrDefault(name), errors).Resolve();
        Errors = [.. errors.Select(error => error.ToString())];
    }

    public IReadOnlyList<string> Errors { get; }

    public string? this[string key] => HoconPath.Find(_root, key) is { } node ? Show(node) : null;

    public override string ToString() => Show(_root);

    /// <summary>The value of a key in a text that has no errors.</summary>
    public static string? Value(string text, string key)
    {
        var document = new Document(text);
        Assert.Empty(document.Errors);
        return document[key];
    }

    private static string Show(HoconNode node) => node switch
    {
        HoconScalar scalar => scalar.Text,
        HoconList list => $"[{string.Join(", ", list.Items.Select(Show))}]",
        HoconObject inner => $"{{{string.Join(", ", inner.Fields.Select(field => $"{field.Key}: {Show(field.Value)}"))}}}",
        _ => $"unresolved {node.GetType().Name}",
    };
}
