using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Verbs;

/// <summary>What questions have to meet to be answered.</summary>
internal static class ReviewRules
{
    /// <exception cref="StatusException">It is no question.</exception>
    public static void Check(ApiRequest request, JsonObject review)
    {
        var spec = review["spec"] as JsonObject ?? [];
        switch (request.Kind.Kind)
        {
            case "TokenReview" when ObjectMeta.Text(spec, "token").Length == 0:
                throw Errors.BadRequest("token is required for TokenReview in authentication");
            case "SelfSubjectRulesReview" when ObjectMeta.Text(spec, "namespace").Length == 0:
                throw Errors.BadRequest("no namespace on request");
            case "SelfSubjectAccessReview" or "SubjectAccessReview" or "LocalSubjectAccessReview":
                CheckAccess(request, review, spec);
                break;
        }
    }

    private static void CheckAccess(ApiRequest request, JsonObject review, JsonObject spec)
    {
        var errors = new List<FieldError>();
        var (resource, path) = (spec["resourceAttributes"] as JsonObject, spec["nonResourceAttributes"]);
        if (resource is not null && path is not null)
            errors.Add(FieldError.Invalid("spec.nonResourceAttributes", path, "cannot be specified in combination with resourceAttributes"));
        if (resource is null && path is null)
            errors.Add(FieldError.Invalid("spec.resourceAttributes", null, "exactly one of nonResourceAttributes or resourceAttributes must be specified"));
        if (request.Kind.Kind != "SelfSubjectAccessReview" && ObjectMeta.Text(spec, "user").Length == 0 && spec["groups"] is not JsonArray { Count: > 0 })
            errors.Add(FieldError.Invalid("spec.user", "", "at least one of user or group must be specified"));
        if (request.Kind.Kind == "LocalSubjectAccessReview") CheckLocal(review, resource, path, errors);
        if (errors.Count > 0) throw Errors.Invalid(request.Kind.Group, "", "", errors);
        if (request.Kind.IsNamespaced && ObjectMeta.Text(review["metadata"] as JsonObject, "namespace") != request.Namespace)
            throw Errors.BadRequest($"spec.resourceAttributes.namespace must match namespace: {request.Namespace}");
    }

    private static void CheckLocal(JsonObject review, JsonObject? resource, JsonNode? path, List<FieldError> errors)
    {
        var @namespace = ObjectMeta.Text(review["metadata"] as JsonObject, "namespace");
        if (resource is not null && ObjectMeta.Text(resource, "namespace") is var asked && asked != @namespace)
            errors.Add(FieldError.Invalid("spec.resourceAttributes.namespace", asked, "must match metadata.namespace"));
        if (path is not null) errors.Add(FieldError.Invalid("spec.nonResourceAttributes", path, "disallowed on this kind of request"));
    }
}
