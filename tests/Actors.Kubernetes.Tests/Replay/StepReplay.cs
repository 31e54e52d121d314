using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Kubernetes.Models;
using Actors.Objects;

namespace Actors.Kubernetes.Replay.Tests;

/// <summary>Puts the request and the answer of a step through the types that are made for their shape.</summary>
internal sealed class StepReplay
{
    public ObjectReplay Objects { get; } = new();

    public void Run(RecordedStep step)
    {
        if (step.Request is not null) Request(step, step.Request);
        if (step.Answer is not null) Answer(step, step.Answer);
        foreach (var one in step.Events) Event(step, one);
    }

    private void Request(RecordedStep step, JsonNode body)
    {
        var where = $"{step.Name}: request";
        switch (step.ContentType)
        {
            case null when body is JsonObject options && (string?)options["kind"] == "DeleteOptions":
                Objects.Same(where, nameof(V1DeleteOptions), body, ObjectReplay.Rewritten(body, typeof(V1DeleteOptions)));
                break;
            case null when body is JsonObject subject:
                Objects.Object(subject, where);
                break;
            case "application/json-patch+json":
                Sent(step, Patch.Json(body), body);
                break;
            case "application/merge-patch+json" when body is JsonObject:
                Sent(step, Patch.Merge(body), body);
                break;
            case "application/strategic-merge-patch+json":
                Sent(step, Patch.Strategic(body), body);
                break;
            case "application/apply-patch+yaml" when body is JsonObject wanted:
                Objects.Object(wanted, where);
                Sent(step, Patch.Apply(KubernetesObject.Parse(Encoding.UTF8.GetBytes(body.ToJsonString()), ObjectContent.Whole)), body);
                break;
            default:
                Assert.Throws<MalformedObjectException>(() => KubernetesObject.Parse(Encoding.UTF8.GetBytes((string)body!)));
                Objects.NotTaken(where);
                break;
        }
    }

    private void Sent(RecordedStep step, Patch patch, JsonNode body)
    {
        Objects.Same($"{step.Name}: request", "the patch's type", step.ContentType, patch.ContentType);
        Objects.Same($"{step.Name}: request", "the patch", body, JsonNode.Parse(patch.Body.Span));
    }

    private void Answer(RecordedStep step, JsonNode body)
    {
        var where = $"{step.Name}: answer";
        if (step.Code >= 400) Failure(step, body);
        if (body is not JsonObject answer)
        {
            // An error in words of its own was read as one above.
            if (step.Code < 400) Objects.NotTaken(where);
            return;
        }

        switch ((string?)answer["kind"])
        {
            case "APIVersions" or "APIResourceList" or "APIGroup" or "APIGroupDiscoveryList":
                Discovery(where, answer);
                break;
            case not null when answer["items"] is null:
                Objects.Object(answer, where);
                break;
            case not null:
                Objects.List(answer, where);
                break;
            case null when step.Code == 200 && answer["metadata"] is JsonObject metadata:
                Objects.Same(where, "metadata", metadata, ObjectReplay.Rewritten(metadata, step.Path.Contains('?') ? typeof(V1ListMeta) : typeof(V1ObjectMeta)));
                break;
            case null when answer["items"] is not null:
                Objects.List(answer, where);
                break;
            default:
                Objects.NotTaken(where);
                break;
        }
    }

    /// <summary>An error becomes an exception that says all that the server has said.</summary>
    private void Failure(RecordedStep step, JsonNode body)
    {
        var where = $"{step.Name}: answer";
        using var response = new HttpResponseMessage((HttpStatusCode)step.Code!);
        var text = body is JsonValue ? (string)body! : body.ToJsonString();
        var failure = StatusAnswer.ToException(step.Path, response, Encoding.UTF8.GetBytes(text), DateTimeOffset.UnixEpoch);
        Objects.Same(where, "HTTP status", (HttpStatusCode)step.Code!, failure.StatusCode);
        if (body is JsonObject) Objects.Same(where, "what the exception says", body, ObjectReplay.Rewritten(body, typeof(V1Status)));
        if (body is JsonObject) Objects.Same(where, "the exception's status", body, JsonNode.Parse(KubernetesJson.Serialize(failure.Status)));
        else Objects.Same(where, "the exception's message", text.Trim(), failure.Status.Message);
        Objects.Same(where, $"what {step.Code} is", true, IsRecognized(failure, (string?)(body as JsonObject)?["reason"]));
    }

    private static bool IsRecognized(KubernetesException failure, string? reason) => (failure.StatusCode, reason) switch
    {
        (HttpStatusCode.BadRequest, _) => failure.IsBadRequest,
        (HttpStatusCode.NotFound, _) => failure.IsNotFound,
        (HttpStatusCode.Conflict, "AlreadyExists") => failure is { IsAlreadyExists: true, IsConflict: false },
        (HttpStatusCode.Conflict, _) => failure is { IsConflict: true, IsAlreadyExists: false },
        (HttpStatusCode.Gone, _) => failure.IsExpired,
        (HttpStatusCode.UnprocessableEntity, _) => failure.IsInvalid,
        (HttpStatusCode.InternalServerError, _) => failure.IsInternalError,
        (HttpStatusCode.GatewayTimeout, _) => failure.IsTimeout,

        // For these there is no question on the exception: whoever asks compares the status.
        (HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotAcceptable or HttpStatusCode.UnsupportedMediaType, _) => true,
        _ => false,
    };

    private void Event(RecordedStep step, JsonObject seen)
    {
        var where = $"{step.Name}: event";
        Objects.Event(seen, where);
        var line = Encoding.UTF8.GetBytes(seen.ToJsonString() + "\n");
        if ((string?)seen["type"] == "ERROR")
        {
            var failure = Assert.Throws<KubernetesException>(() => new BytesCodec(ObjectContent.WithoutManagedFields).ReadEvent(line, out _));
            Objects.Same(where, "the exception's status", seen["object"], JsonNode.Parse(KubernetesJson.Serialize(failure.Status)));
            return;
        }

        var typed = new ModelCodec<KubernetesResource>().ReadEvent(line, out _);
        Objects.Same(where, "the event's object", seen["object"], JsonNode.Parse(KubernetesJson.Serialize(typed.Object)));
    }

    /// <summary>Discovery is read only, and as far as the client needs it.</summary>
    private void Discovery(string where, JsonObject answer)
    {
        var type = (string?)answer["kind"] switch
        {
            "APIVersions" => typeof(ApiVersions),
            "APIResourceList" => typeof(ApiResourceList),
            "APIGroup" => typeof(ListedGroup),
            _ => typeof(AggregatedDiscovery),
        };
        var needed = (JsonObject)answer.DeepClone();

        // What a document is, its reader knows from what was asked for; the hash is for servers that migrate what they have stored.
        foreach (var field in (string[])["apiVersion", "groupVersion", "metadata"]) needed.Remove(field);
        if (type != typeof(AggregatedDiscovery)) needed.Remove("kind");
        foreach (var resource in needed["resources"] as JsonArray ?? []) (resource as JsonObject)?.Remove("storageVersionHash");
        Objects.Same(where, type.Name, needed, ObjectReplay.Rewritten(needed, type));
    }
}
