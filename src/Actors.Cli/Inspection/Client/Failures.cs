using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Client;

/// <summary>What is said of requests that were not carried out: what is wrong and what to do next, in a line.</summary>
internal sealed class Failures(Uri url)
{
    private readonly string _url = url.ToString().TrimEnd('/');

    /// <summary>An answer that says no.</summary>
    public InspectionException Of(HttpResponseMessage response, JsonElement? body, string path, Query query)
    {
        var status = StatusOf(body);
        var message = status?.Message.TrimEnd('.');
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new(
                ExitCodes.NoRight,
                $"{_url} does not know who asks{Told(message)}; give --token-file with a ServiceAccount's token, or --secret-file with the operator's secret"),
            HttpStatusCode.Forbidden => new(ExitCodes.NoRight, $"you have no right to that{Told(message)}; the right is a rule for nonResourceURLs in a ClusterRole, see 'kubectl auth can-i'"),
            _ when status is null => NotManagement(response),
            HttpStatusCode.NotFound => new(ExitCodes.NotFound, $"{message}{Hint(status, path, query)}"),
            HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed => new(ExitCodes.Usage, $"{message}{Hint(status, path, query)}"),
            _ => new(ExitCodes.Failed, $"{message}{Hint(status, path, query)}"),
        };
    }

    public InspectionException Of(Exception failure) => failure switch
    {
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => new(
            ExitCodes.Failed,
            $"nothing listens at {_url}: is the operator running with --management-port? In a cluster, 'kubectl port-forward POD PORT' makes the way to it"),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new(ExitCodes.Failed, $"{_url}: there is no host of that name; correct --url"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new(ExitCodes.Failed, $"{_url}: no TLS connection ({Inner(failure)}); does it speak plain http?"),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => new(
            ExitCodes.Failed, $"{_url} does not speak HTTP: it is not a management API; the port is the operator's --management-port"),
        _ => new(ExitCodes.Failed, $"the connection to {_url} broke ({Inner(failure)}): the replica has ended or the way to it is gone; try again, or another replica's --url"),
    };

    public InspectionException NoAnswer(TimeSpan limit) =>
        new(ExitCodes.Failed, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_url} has not answered for {limit.TotalSeconds:0} s: the replica hangs or the way to it is gone; try again, or another replica's --url"));

    public InspectionException NotManagement(HttpResponseMessage response) => new(
        ExitCodes.Failed,
        $"{_url} is not a management API: it answers {(int)response.StatusCode} {response.Content.Headers.ContentType?.MediaType ?? "without content"}; the port is the operator's --management-port");

    private static string Told(string? message) => message is null ? "" : $" ({message})";

    private static string Inner(Exception failure) => (failure.InnerException ?? failure).Message.TrimEnd('.');

    /// <summary>What may have been meant: the known name that is nearest to a word of the request.</summary>
    private static string Hint(ManagementStatus status, string path, Query query)
    {
        if (status.Known is not { Count: > 0 } known) return "";

        // A replica also goes by the part of its name before '_'.
        var names = known.Concat(known.Where(static one => one.Contains('_')).Select(static one => one[..one.IndexOf('_')])).ToList();
        var words = path.Split('/').Select(Uri.UnescapeDataString).Concat(query.SelectMany(static one => one.Value.Split(','))).Where(static word => word.Length > 1);
        return words.Where(word => !known.Contains(word, StringComparer.OrdinalIgnoreCase)).Select(word => Nearest.Hint(word, names)).FirstOrDefault(static hint => hint.Length > 0) ?? "";
    }

    private static ManagementStatus? StatusOf(JsonElement? body)
    {
        try
        {
            return body?.Deserialize(ManagementJson.Default.ManagementStatus) is { Code: > 0, Message: not null } status ? status : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
