using Actors.ApiServer.Http;
using Actors.ApiServer.Schemas;
using Microsoft.AspNetCore.Http;

namespace Actors.ApiServer.Verbs;

/// <summary>How a change is to be made: the parameters creations, updates and patches share.</summary>
internal sealed record WriteOptions
{
    private const int LongestManager = 128;

    /// <summary>A change by the server itself.</summary>
    public static WriteOptions Internal { get; } = new();

    /// <summary>Who owns the fields that change; empty if nobody is to.</summary>
    public string Manager { get; init; } = "";

    /// <summary>Whether everything is done but the storing.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>What becomes of fields the kind does not have: <c>Ignore</c>, <c>Warn</c> or <c>Strict</c>.</summary>
    public string FieldValidation { get; init; } = "Warn";

    /// <summary>Whether an apply takes fields from other managers; null if the request does not say.</summary>
    public bool? Force { get; init; }

    /// <param name="request">The request.</param>
    /// <param name="kind">The kind its parameters make up, for messages: <c>CreateOptions</c>, <c>UpdateOptions</c> or <c>PatchOptions</c>.</param>
    /// <param name="isApply">Whether it is a server-side apply, which has to name its manager.</param>
    public static WriteOptions Parse(HttpRequest request, string kind, bool isApply = false)
    {
        var query = new Query(request.Query);
        var manager = query.Text("fieldManager");
        var validation = query.Text("fieldValidation");
        var force = query.Flag("force");
        var errors = new List<FieldError>();
        if (isApply && manager.Length == 0) errors.Add(FieldError.Required("fieldManager", "is required for apply patch"));
        if (!isApply && force is not null && kind == "PatchOptions") errors.Add(FieldError.Forbidden("force", "may not be specified for non-apply patch"));
        ObjectMetaValidator.ValidateFieldManager(manager, "fieldManager", errors);
        errors.AddRange(DryRunErrors(query.All("dryRun")));
        if (validation is not ("" or "Ignore" or "Warn" or "Strict"))
            errors.Add(FieldError.NotSupported("fieldValidation", validation, ["Ignore", "Strict", "Warn"]));
        if (errors.Count > 0) throw Errors.Invalid("meta.k8s.io", kind, "", errors);
        return new WriteOptions
        {
            Manager = manager.Length > 0 ? manager : ManagerOf(request.Headers.UserAgent.ToString()),
            IsDryRun = query.All("dryRun").Count > 0,
            FieldValidation = validation.Length == 0 ? "Warn" : validation,
            Force = force,
        };
    }

    public static IEnumerable<FieldError> DryRunErrors(IEnumerable<string> values)
    {
        var unknown = values.Where(static value => value != "All").ToList();
        return unknown.Count > 0 ? [FieldError.NotSupported("dryRun", unknown, ["All"])] : [];
    }

    /// <summary>A client that does not name its manager is known by the first part of its user agent.</summary>
    private static string ManagerOf(string agent)
    {
        var name = agent.Split('/')[0];
        if (name.Length > LongestManager) name = name[..LongestManager];
        return name.Length == 0 ? "unknown" : name;
    }
}
