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
    /// The headers (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation); a name may come more
    /// than once.
    /// </summary>
    internal IEnumerable<KeyValuePair<string, string>> Headers()
    {
        yield return new("Impersonate-User", User);
        if (Uid is not null) yield return new("Impersonate-Uid", Uid);
        foreach (var group in Groups) yield return new("Impersonate-Group", group);
        foreach (var (key, values) in Extra)
        {
            foreach (var value in values) yield return new($"Impersonate-Extra-{Escape(key)}", value);
        }
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
