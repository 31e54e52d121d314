using System.Buffers;
using System.Globalization;
using System.Text;

namespace Actors.Kubernetes.Configuration;

/// <summary>For whom requests are made; the user of the credentials has to have the right to impersonate.</summary>
public sealed record Impersonation
{
    // RFC 9110, 5.6.2; '%' is one of them, but the server would take it for the start of an escaped byte.
    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("!#$&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>The user.</summary>
    public required string User { get; init; }

    /// <summary>The groups the user is in.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The user's uid.</summary>
    public string? Uid { get; init; }

    /// <summary>What else is known about the user.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>
    /// The headers (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation); each of its values is
    /// a line of its own.
    /// </summary>
    internal IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Headers()
    {
        var headers = new List<KeyValuePair<string, IReadOnlyList<string>>> { new("Impersonate-User", [User]) };
        if (Uid is not null) headers.Add(new("Impersonate-Uid", [Uid]));
        headers.Add(new("Impersonate-Group", Groups));
        foreach (var (key, values) in Extra) headers.Add(new($"Impersonate-Extra-{Escape(key)}", values));
        headers.RemoveAll(header => header.Value.Count == 0);
        foreach (var (name, values) in headers)
        {
            if (values.FirstOrDefault(value => value.Any(char.IsControl)) is not null)
                throw new KubernetesConfigurationException($"What {name} is to be holds a control character: it has to be one line of text.");
        }

        return headers;
    }

    private static string Escape(string key)
    {
        var bytes = Encoding.UTF8.GetBytes(key);
        if (!bytes.AsSpan().ContainsAnyExcept(NameBytes)) return key;
        var escaped = new StringBuilder();
        foreach (var one in bytes)
        {
            if (NameBytes.Contains(one)) escaped.Append((char)one);
            else escaped.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
        }

        return escaped.ToString();
    }
}
