using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>How objects become those of another version: by nothing but a new apiVersion, or by a webhook, which is kept and shown.</summary>
internal static class WebhookRules
{
    private const string UrlForm = "; desired format: https://host[/path]";

    public static void Validate(JsonObject? conversion, FieldPath path, bool preservesUnknownFields, ICollection<FieldError> errors)
    {
        if (conversion is null) return;
        var strategy = conversion.Text("strategy");
        if (strategy != "None" && preservesUnknownFields)
            errors.Add(FieldError.Invalid(path.Child("strategy"), strategy, "must be None if spec.preserveUnknownFields is true"));
        if (strategy.Length == 0) errors.Add(FieldError.Required(path.Child("strategy")));
        else if (strategy is not ("None" or "Webhook")) errors.Add(FieldError.NotSupported(path.Child("strategy"), strategy, ["None", "Webhook"]));

        var webhook = conversion.Map("webhook");
        if (strategy == "Webhook")
        {
            ValidateClient(webhook.Map("clientConfig"), path.Child("webhookClientConfig"), errors);
            ValidateReviewVersions(webhook.Texts("conversionReviewVersions"), path.Child("conversionReviewVersions"), errors);
            return;
        }

        if (webhook.Map("clientConfig") is not null)
            errors.Add(FieldError.Forbidden(path.Child("webhookClientConfig"), "should not be set when strategy is not set to Webhook"));
        if (webhook.Texts("conversionReviewVersions").Count > 0)
            errors.Add(FieldError.Forbidden(path.Child("conversionReviewVersions"), "should not be set when strategy is not set to Webhook"));
    }

    private static void ValidateClient(JsonObject? client, FieldPath path, ICollection<FieldError> errors)
    {
        if (client is null) errors.Add(FieldError.Required(path, "required when strategy is set to Webhook"));
        else if (client["url"] is null == client["service"] is null) errors.Add(FieldError.Required(path, "exactly one of url or service is required"));
        else if (client["url"] is not null) ValidateUrl(client.Text("url"), path.Child("url"), errors);
        else ValidateService(client.Map("service"), path.Child("service"), errors);
    }

    private static void ValidateUrl(string text, FieldPath path, ICollection<FieldError> errors)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            errors.Add(FieldError.Invalid(path, "", $"'https' is the only allowed URL scheme{UrlForm}"));
            errors.Add(FieldError.Invalid(path, "", $"host must be specified{UrlForm}"));
            return;
        }

        if (url.Scheme != "https") errors.Add(FieldError.Invalid(path, url.Scheme, $"'https' is the only allowed URL scheme{UrlForm}"));
        if (url.Host.Length == 0) errors.Add(FieldError.Invalid(path, "", $"host must be specified{UrlForm}"));
        if (url.UserInfo.Length > 0) errors.Add(FieldError.Invalid(path, url.UserInfo, "user information is not permitted in the URL"));
        if (url.Fragment.Length > 1) errors.Add(FieldError.Invalid(path, url.Fragment[1..], "fragments are not permitted in the URL"));
        if (url.Query.Length > 1) errors.Add(FieldError.Invalid(path, url.Query[1..], "query parameters are not permitted in the URL"));
    }

    private static void ValidateService(JsonObject? service, FieldPath path, ICollection<FieldError> errors)
    {
        // A real server mixes these two up, for definitions alone: a missing name is told of the namespace.
        if (service.Text("namespace").Length == 0) errors.Add(FieldError.Required(path.Child("name")));
        if (service.Text("name").Length == 0) errors.Add(FieldError.Required(path.Child("namespace")));
        var port = service.Integer("port") ?? 443;
        if (port is < 1 or > 65535) errors.Add(FieldError.Invalid(path.Child("port"), port, "port is not valid: must be between 1 and 65535, inclusive"));
        var url = service.Text("path");
        if (url is "" or "/") return;
        if (!url.StartsWith('/')) errors.Add(FieldError.Invalid(path.Child("path"), url, "must start with a '/'"));
        var steps = url[1..].TrimEnd('/').Split('/');
        for (var at = 0; at < steps.Length; at++)
        {
            if (steps[at].Length == 0)
            {
                errors.Add(FieldError.Invalid(path.Child("path"), url, string.Create(CultureInfo.InvariantCulture, $"segment[{at}] may not be empty")));
                continue;
            }

            foreach (var mistake in NameRules.IsDns1123Subdomain(steps[at]))
                errors.Add(FieldError.Invalid(path.Child("path"), url, string.Create(CultureInfo.InvariantCulture, $"segment[{at}]: {mistake}")));
        }
    }

    private static void ValidateReviewVersions(IReadOnlyList<string> versions, FieldPath path, ICollection<FieldError> errors)
    {
        if (versions.Count == 0)
        {
            errors.Add(FieldError.Required(path));
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < versions.Count; at++)
        {
            if (!seen.Add(versions[at])) errors.Add(FieldError.Invalid(path.Index(at), versions[at], "duplicate version"));
            else foreach (var mistake in NameRules.IsDns1035Label(versions[at])) errors.Add(FieldError.Invalid(path.Index(at), versions[at], mistake));
        }

        if (!seen.Contains("v1") && !seen.Contains("v1beta1")) errors.Add(FieldError.Invalid(path, versions, "must include at least one of v1, v1beta1"));
    }
}
