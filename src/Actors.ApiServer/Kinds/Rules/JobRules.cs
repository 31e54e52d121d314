using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>What jobs and cron jobs have to meet.</summary>
internal static class JobRules
{
    /// <summary>A cron job's jobs have a name with eleven characters more.</summary>
    private const int CronJobNameMax = 52;
    private const string Immutable = "field is immutable";

    public static void Job(JsonObject job, JsonObject? old, List<FieldError> errors)
    {
        var spec = job.At("spec");
        Spec(spec, "spec", errors);
        if (spec.At("selector") is null) errors.Add(FieldError.Required("spec.selector"));
        if (old is not null) Update(job, old, errors);
    }

    public static void CronJob(JsonObject job, JsonObject? old, List<FieldError> errors)
    {
        Spec(job.At("spec", "jobTemplate", "spec"), "spec.jobTemplate.spec", errors);
        if (job.Text("spec", "schedule") is { Length: > 0 } schedule && CronSchedule.Problem(schedule) is { } problem)
            errors.Add(FieldError.Invalid("spec.schedule", schedule, problem));
        if (job.Text("spec", "timeZone") is { Length: > 0 } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            errors.Add(FieldError.Invalid("spec.timeZone", zone, $"unknown time zone {zone}"));
        if (old is null && job.Text("metadata", "name") is { Length: > CronJobNameMax } name)
            errors.Add(FieldError.Invalid("metadata.name", name, $"must be no more than {CronJobNameMax} characters"));
    }

    private static void Spec(JsonNode? spec, FieldPath path, List<FieldError> errors)
    {
        if (spec.Text("completionMode") == "Indexed" && spec.At("completions") is null)
            errors.Add(FieldError.Required(path.Child("completions"), "when completion mode is Indexed"));
        if (spec.Text("template", "spec", "restartPolicy") is not ("OnFailure" or "Never"))
            errors.Add(FieldError.Required(path.Child("template").Child("spec", "restartPolicy"), "valid values: \"OnFailure\", \"Never\""));
    }

    private static void Update(JsonObject job, JsonObject old, List<FieldError> errors)
    {
        FieldPath path = "spec";
        // A job that never started may still be told where its pods go.
        var neverStarted = old.IsTrue("spec", "suspend") && old.At("status", "startTime") is null;
        string[] fixedFields = neverStarted ? ["selector", "completionMode"] : ["selector", "template", "completionMode"];
        if (job.Text("spec", "completionMode") != "Indexed") fixedFields = ["completions", .. fixedFields];
        foreach (var field in fixedFields)
        {
            if (!job.At("spec", field).IsSameAs(old.At("spec", field))) errors.Add(FieldError.Invalid(path.Child(field), job.At("spec", field), Immutable));
        }
    }
}
