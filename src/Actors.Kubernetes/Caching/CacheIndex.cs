using System.Text;
using System.Text.Json;
using Actors.Objects;

namespace Actors.Kubernetes;

/// <summary>A way to find objects in a cache: by values that a function takes from each.</summary>
public sealed class CacheIndex
{
    private readonly Func<KubernetesObject, IEnumerable<string>> _values;

    /// <summary>Makes an index.</summary>
    /// <param name="name">Its name, to ask by.</param>
    /// <param name="values">The values of an object under which it is to be found: none, one or several. Called once for each version of an object.</param>
    public CacheIndex(string name, Func<KubernetesObject, IEnumerable<string>> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        (Name, _values) = (name, values);
    }

    /// <summary>Finds objects by their namespace.</summary>
    public static CacheIndex ByNamespace { get; } = new("namespace", static subject => [subject.Namespace]);

    /// <summary>Finds objects by the uids of all their owners.</summary>
    public static CacheIndex ByOwner { get; } = new("owner", static subject => subject.OwnerReferences.Select(static owner => owner.Uid));

    /// <summary>Finds objects by the uid of the owner that controls them.</summary>
    public static CacheIndex ByController { get; } =
        new("controller", static subject => subject.ControllerUidUtf8.IsEmpty ? [] : [Encoding.UTF8.GetString(subject.ControllerUidUtf8)]);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Finds objects by the value of a label.</summary>
    public static CacheIndex ByLabel(string name, string label) => new(name, subject => subject.Labels.TryGetValue(label, out var value) ? [value] : []);

    /// <summary>Finds objects by a field: <c>spec.nodeName</c> gives pods by node. Strings as they say, numbers and booleans as JSON has them; nothing else.</summary>
    /// <param name="name">The index's name.</param>
    /// <param name="path">The field's path: the members' names with dots between.</param>
    public static CacheIndex ByField(string name, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var members = path.Split('.');
        return new CacheIndex(name, subject => FieldOf(subject.Json.Span, members) is { } value ? [value] : []);
    }

    internal IEnumerable<string> ValuesOf(KubernetesObject subject) => _values(subject);

    private static string? FieldOf(ReadOnlySpan<byte> json, string[] path)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 512 });
        reader.Read();
        foreach (var name in path)
        {
            if (!GoTo(ref reader, name)) return null;
        }

        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => null,
        };
    }

    private static bool GoTo(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = reader.ValueTextEquals(name);
            reader.Read();
            if (isWanted) return true;
            reader.Skip();
        }

        return false;
    }
}
