namespace Actors.Cli.Inspection.Client;

/// <summary>Where the management API is.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Token">Reads what opens it, anew for each request, since tokens in files are replaced; null if nothing is needed.</param>
internal sealed record Target(Uri Url, Func<string>? Token)
{
    /// <summary>Reads an address, which may lack its scheme.</summary>
    /// <exception cref="InspectionException">It is none.</exception>
    public static Uri ReadUrl(string text)
    {
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        if (Uri.TryCreate(whole, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0 && url.Query.Length == 0) return new Uri(url.GetLeftPart(UriPartial.Authority));
        throw InspectionException.Usage($"--url '{text}' is no address of a management API; it is like http://127.0.0.1:8090, with the operator's --management-port");
    }

    /// <summary>What reads a token from a file.</summary>
    public static Func<string> FromFile(string option, string path) => () =>
    {
        try
        {
            var token = File.ReadAllText(path).Trim();
            return token.Length > 0 ? token : throw InspectionException.Usage($"{option} {path}: the file is empty");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw InspectionException.Usage($"{option} {path}: it cannot be read: {failure.Message}");
        }
    };
}
