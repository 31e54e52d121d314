using System.Globalization;
using System.Reflection;

namespace Actors.ApiServer.Kinds;

/// <summary>The numbers of fields in Kubernetes's Protobuf form.</summary>
internal sealed class FieldNumbers
{
    private static readonly Lazy<FieldNumbers> Known = new(static () => new FieldNumbers());

    private readonly Dictionary<string, Dictionary<int, FieldNumber>> _types = new(StringComparer.Ordinal);

    private FieldNumbers()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("fields.numbers")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var words = line.Split(' ');
            var package = words[0][..(words[0].LastIndexOf('.') + 1)];
            _types[words[0]] = words.Skip(1).Select(word => Read(word, package)).ToDictionary(static one => one.Number);
        }
    }

    /// <summary>A field of a type by its number; null if it has none of this number.</summary>
    /// <param name="type">The type's name in OpenAPI, such as <c>io.k8s.api.core.v1.PodSpec</c>.</param>
    /// <param name="number">The number.</param>
    public static FieldNumber? Find(string type, int number) => Known.Value._types.GetValueOrDefault(type)?.GetValueOrDefault(number);

    private static FieldNumber Read(string word, string package)
    {
        var (equals, colon) = (word.IndexOf('=', StringComparison.Ordinal), word.IndexOf(':', StringComparison.Ordinal));
        var number = int.Parse(word.AsSpan(equals + 1, (colon < 0 ? word.Length : colon) - equals - 1), CultureInfo.InvariantCulture);
        return new FieldNumber(word[..equals], number, colon < 0 ? null : package + word[(colon + 1)..]);
    }
}

/// <summary>A field on the wire.</summary>
/// <param name="Name">Its name, in JSON too.</param>
/// <param name="Number">Its number.</param>
/// <param name="Inlined">The type whose fields JSON has in the place of this one; null for a field as any other.</param>
internal sealed record FieldNumber(string Name, int Number, string? Inlined);
