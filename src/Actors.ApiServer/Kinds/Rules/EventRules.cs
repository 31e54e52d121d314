using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>What events have to meet. Those that come through events.k8s.io are held to more than those of the older version; messages name the older fields.</summary>
internal static class EventRules
{
    private const string Mismatch = "does not match event.namespace";
    private const string NotSet = "needs to be unset";
    private const int TextMax = 128;
    private const int NoteMax = 1024;

    private static readonly string[] Fixed =
    [
        "involvedObject", "reason", "message", "source", "firstTimestamp", "lastTimestamp", "count", "reason", "type", "eventTime", "action", "related",
        "reportingComponent", "reportingInstance",
    ];

    public static void Core(JsonObject value, JsonObject? old, List<FieldError> errors)
    {
        var (@namespace, about) = (value.Text("metadata", "namespace"), value.Text("involvedObject", "namespace"));
        if (value["eventTime"] is null)
        {
            // Events about objects of the whole cluster are in the namespace default.
            var isRight = about.Length == 0 ? @namespace is "" or "default" : about == @namespace;
            if (!isRight) errors.Add(FieldError.Invalid("involvedObject.namespace", about, Mismatch));
            return;
        }

        if (about.Length == 0 && @namespace is not ("default" or "kube-system")) errors.Add(FieldError.Invalid("involvedObject.namespace", about, Mismatch));
        var reporter = value.Text("reportingComponent");
        if (reporter.Length == 0) errors.Add(FieldError.Required("reportingController"));
        foreach (var problem in NameRules.IsQualifiedName(reporter)) errors.Add(FieldError.Invalid("reportingController", reporter, problem));
        foreach (var field in (ReadOnlySpan<string>)["reportingInstance", "action", "reason"])
        {
            if (value.Text(field).Length == 0) errors.Add(FieldError.Required(field));
            CheckLength(field, value.Text(field), TextMax, errors);
        }

        CheckLength("message", value.Text("message"), NoteMax, errors);
    }

    /// <summary>Of a version whose fields have other names: the older form of the object is looked at.</summary>
    public static void New(JsonObject value, JsonObject? old, List<FieldError> errors)
    {
        var core = ToCore(value);
        Core(core, null, errors);
        if (old is not null)
        {
            CheckUpdate(core, ToCore(old), errors);
            return;
        }

        CheckSeries(core, errors);
        if (core["eventTime"] is null) errors.Add(FieldError.Required("eventTime"));
        if (core.Text("type") is not ("Normal" or "Warning")) errors.Add(FieldError.Invalid("type", "", $"has invalid value: {core.Text("type")}"));
        foreach (var field in (ReadOnlySpan<string>)["firstTimestamp", "lastTimestamp"])
            if (core[field] is not null) errors.Add(FieldError.Invalid(field, "", NotSet));
        if (core.Number("count") != 0) errors.Add(FieldError.Invalid("count", "", NotSet));
        if (core.Text("source", "component").Length + core.Text("source", "host").Length > 0) errors.Add(FieldError.Invalid("source", "", NotSet));
    }

    private static void CheckUpdate(JsonObject core, JsonObject old, List<FieldError> errors)
    {
        if (!core["series"].IsSameAs(old["series"])) CheckSeries(core, errors);
        foreach (var field in Fixed)
        {
            if (core[field].IsSameAs(old[field])) continue;
            errors.Add(FieldError.Invalid(field == "reportingComponent" ? "reportingController" : field, core[field], "field is immutable"));
        }
    }

    private static void CheckSeries(JsonObject core, List<FieldError> errors)
    {
        if (core["series"] is not JsonObject series) return;
        if (series.Number("count") < 2) errors.Add(FieldError.Invalid("series.count", "", "should be at least 2"));
        if (series["lastObservedTime"] is null) errors.Add(FieldError.Required("series.lastObservedTime"));
    }

    private static void CheckLength(string field, string text, int max, List<FieldError> errors)
    {
        if (text.Length > max) errors.Add(FieldError.Invalid(field, "", $"can have at most {max} characters"));
    }

    private static JsonObject ToCore(JsonObject value)
    {
        var core = (JsonObject)value.DeepClone();
        EventConversion.ToCore(core);
        return core;
    }
}
