using Microsoft.AspNetCore.Http;

namespace Actors.ApiServer.Http;

/// <summary>In which form the client wants its answer.</summary>
internal enum AnswerForm
{
    /// <summary>The object or list itself.</summary>
    Plain,

    /// <summary>A <c>meta.k8s.io/v1</c> Table.</summary>
    Table,

    /// <summary>Metadata only: PartialObjectMetadata, or a list of such.</summary>
    Metadata,
}

/// <summary>Chooses the form of an answer by the request's <c>Accept</c> header.</summary>
internal static class Negotiation
{
    private static readonly string[] Accepted = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];

    private static readonly string[] AcceptedByWatch = ["application/json;stream=watch", "application/vnd.kubernetes.protobuf;stream=watch"];

    /// <summary>The form for an object or a list. Protobuf is not written: a client that takes nothing else is refused.</summary>
    public static AnswerForm Choose(HttpRequest request, bool isList)
    {
        string header = request.Headers.Accept.ToString();
        if (header is "" or "*/*" or "application/json") return AnswerForm.Plain;
        foreach (var range in MediaRange.ParseAll(header))
        {
            if (!range.IncludesJson && !range.IsYaml) continue;
            if (range.As.Length == 0) return AnswerForm.Plain;
            if (range.Group != "meta.k8s.io" || range.Version is not ("v1" or "v1beta1")) continue;
            if (range.As == "Table") return AnswerForm.Table;
            if (range.As == "PartialObjectMetadata" && !isList) return AnswerForm.Metadata;
            if (range.As == "PartialObjectMetadataList" && isList) return AnswerForm.Metadata;
        }

        throw Errors.NotAcceptable(Accepted);
    }

    /// <summary>Whether an answer is to be YAML and not JSON.</summary>
    public static bool IsYaml(HttpRequest request)
    {
        var header = request.Headers.Accept.ToString();
        return header.Contains("yaml", StringComparison.Ordinal)
            && MediaRange.ParseAll(header).FirstOrDefault(static range => range.IncludesJson || range.IsYaml) is { IsYaml: true };
    }

    /// <summary>Refuses a client that would not take the events of a watch, which are never YAML.</summary>
    public static void CheckWatch(HttpRequest request)
    {
        var ranges = MediaRange.ParseAll(request.Headers.Accept.ToString());
        if (ranges.Count > 0 && !ranges.Any(static range => range.IncludesJson)) throw Errors.NotAcceptable(AcceptedByWatch);
    }

    /// <summary>Whether a client asks for its answer with line breaks, as people at a terminal do.</summary>
    public static bool IsPretty(HttpRequest request)
    {
        if (new Query(request.Query).Flag("pretty") is { } wanted) return wanted;
        var agent = request.Headers.UserAgent.ToString();
        return agent.StartsWith("curl", StringComparison.Ordinal)
            || agent.StartsWith("Wget", StringComparison.Ordinal)
            || agent.StartsWith("Mozilla/5.0", StringComparison.Ordinal);
    }
}
