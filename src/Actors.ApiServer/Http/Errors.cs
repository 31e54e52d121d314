using System.Globalization;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Http;

/// <summary>The errors of the API, in the words of a real server (<c>k8s.io/apimachinery/pkg/api/errors</c>).</summary>
internal static class Errors
{
    public static StatusException BadRequest(string message) => Of(400, "BadRequest", message);

    /// <summary>Something went wrong that the API has no reason for: a plain error, which a real server answers with 500.</summary>
    public static StatusException Plain(string message) => Of(500, "", message);

    public static StatusException NotFound(ResourceKind kind, string name) =>
        Of(404, "NotFound", $"{kind.GroupResource} {GoText.Quote(name)} not found", About(kind, name));

    public static StatusException AlreadyExists(ResourceKind kind, string name) =>
        Of(409, "AlreadyExists", $"{kind.GroupResource} {GoText.Quote(name)} already exists", About(kind, name));

    public static StatusException Conflict(ResourceKind kind, string name, string why) =>
        Of(409, "Conflict", $"Operation cannot be fulfilled on {kind.GroupResource} {GoText.Quote(name)}: {why}", About(kind, name));

    /// <summary>A conflict that names the kind and not the resource.</summary>
    public static StatusException KindConflict(ResourceKind kind, string name, string why) => Of(
        409,
        "Conflict",
        $"Operation cannot be fulfilled on {Qualified(kind.Kind, kind.Group)} {GoText.Quote(name)}: {why}",
        new StatusDetails { Name = name, Group = kind.Group, Kind = kind.Kind });

    public static StatusException Modified(ResourceKind kind, string name) =>
        Conflict(kind, name, "the object has been modified; please apply your changes to the latest version and try again");

    public static StatusException Forbidden(ResourceKind kind, string name, string why, params StatusCause[] causes) => Of(
        403,
        "Forbidden",
        name.Length == 0 ? $"{kind.GroupResource} is forbidden: {why}" : $"{kind.GroupResource} {GoText.Quote(name)} is forbidden: {why}",
        About(kind, name) with { Causes = causes });

    public static StatusException Invalid(string group, string kind, string name, IReadOnlyCollection<FieldError> errors) => Of(
        422,
        "Invalid",
        FieldError.StatusMessage(group, kind, name, errors),
        new StatusDetails { Name = name, Group = group, Kind = kind, Causes = [.. errors.Select(Cause)] });

    public static StatusException MethodNotSupported(ResourceKind kind, string verb) => Of(
        405,
        "MethodNotAllowed",
        $"{verb} is not supported on resources of kind \"{kind.GroupResource}\"",
        new StatusDetails { Group = kind.Group, Kind = kind.Plural });

    /// <summary>What is answered for a path that leads nowhere.</summary>
    public static StatusException NoSuchPath() => Of(404, "NotFound", "the server could not find the requested resource", new StatusDetails());

    /// <summary>What is answered for a method that a path does not have.</summary>
    public static StatusException NoSuchMethod() =>
        Of(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", new StatusDetails());

    public static StatusException NotAcceptable(params string[] accepted) =>
        Of(406, "NotAcceptable", $"only the following media types are accepted: {string.Join(", ", accepted)}");

    public static StatusException UnsupportedMediaType(params string[] accepted) => Of(
        415,
        "UnsupportedMediaType",
        $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", accepted)}");

    public static StatusException TooLarge(int limit) => Of(
        413,
        "RequestEntityTooLarge",
        string.Create(CultureInfo.InvariantCulture, $"Request entity too large: limit is {limit}"));

    public static StatusException Unauthorized() => Of(401, "Unauthorized", "Unauthorized");

    public static StatusException Expired(string message) => Of(410, "Expired", message);

    public static StatusException VersionTooLarge(ulong wanted, ulong current) => Of(
        504,
        "Timeout",
        string.Create(CultureInfo.InvariantCulture, $"Timeout: Too large resource version: {wanted}, current: {current}"),
        new StatusDetails { Causes = [new StatusCause("ResourceVersionTooLarge", "Too large resource version", "")], RetryAfterSeconds = 1 });

    public static StatusCause Cause(FieldError error) => new(error.Reason, error.Message, error.Field);

    /// <summary>A kind or resource as messages name it.</summary>
    public static string Qualified(string kind, string group) => group.Length == 0 ? kind : $"{kind}.{group}";

    private static StatusDetails About(ResourceKind kind, string name) => new() { Name = name, Group = kind.Group, Kind = kind.Plural };

    private static StatusException Of(int code, string reason, string message, StatusDetails? details = null) =>
        new(new Status(code, message, reason) { Details = details });
}
