using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Verbs;

/// <summary>Where the next page of a list begins: the token is the same as a real server's.</summary>
/// <param name="Version">The version the pages show; -1 for whatever is current.</param>
/// <param name="Start">The key of the first object, below that of the list.</param>
internal sealed record ContinueToken(long Version, string Start)
{
    private const string Format = "meta.k8s.io/v1";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="StatusException">It is none.</exception>
    public static ContinueToken Parse(string token)
    {
        try
        {
            var json = JsonBody.Read(Decode(token));
            if (json.Error is { } error) throw new FormatException(error);
            var start = json.Value?["start"]?.GetValue<string>() ?? "";
            var version = json.Value?["rv"]?.GetValue<long>() ?? 0;
            if (json.Value?["v"]?.GetValue<string>() is not Format)
                throw new FormatException($"server does not recognize this encoded version {GoText.Quote(json.Value?["v"]?.GetValue<string>() ?? "")}");
            if (version == 0) throw new FormatException($"incorrect encoded start resourceVersion (version {Format})");
            if (start.Length == 0) throw new FormatException($"encoded start key empty (version {Format})");
            return new ContinueToken(version, start.TrimStart('/'));
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            throw Errors.BadRequest($"invalid continue token: continue key is not valid: {exception.Message}");
        }
    }

    public override string ToString()
    {
        var json = new JsonObject { ["v"] = Format, ["rv"] = Version, ["start"] = Start };
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(json.ToJsonString(Plain))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    private static byte[] Decode(string token)
    {
        for (var position = 0; position < token.Length; position++)
        {
            if (!char.IsAsciiLetterOrDigit(token[position]) && token[position] is not ('-' or '_'))
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"illegal base64 data at input byte {position}"));
        }

        if (token.Length % 4 == 1) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"illegal base64 data at input byte {token.Length - 1}"));
        var padded = token.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (token.Length % 4)) % 4);
        return Convert.FromBase64String(padded);
    }
}
