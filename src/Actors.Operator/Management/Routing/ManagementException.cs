using Microsoft.AspNetCore.Http;

namespace Actors.Operators.Management;

/// <summary>A request that is not carried out, and what is answered instead.</summary>
internal sealed class ManagementException : Exception
{
    private const int KnownMax = 50;

    private ManagementException(int code, string reason, string message, IEnumerable<string>? known = null)
        : base(message) => Status = new ManagementStatus(code, reason, message, known is null ? null : [.. known.Take(KnownMax)]);

    public ManagementException(ManagementStatus status)
        : base(status.Message) => Status = status;

    public ManagementStatus Status { get; }

    public static ManagementException BadRequest(string message, IEnumerable<string>? known = null) => new(StatusCodes.Status400BadRequest, "BadRequest", message, known);

    public static ManagementException Unauthorized(string message) => new(StatusCodes.Status401Unauthorized, "Unauthorized", message);

    public static ManagementException Forbidden(string message) => new(StatusCodes.Status403Forbidden, "Forbidden", message);

    public static ManagementException NotFound(string message, IEnumerable<string>? known = null) => new(StatusCodes.Status404NotFound, "NotFound", message, known);

    public static ManagementException MethodNotAllowed(string message, IEnumerable<string> known) => new(StatusCodes.Status405MethodNotAllowed, "MethodNotAllowed", message, known);

    public static ManagementException Conflict(string message) => new(StatusCodes.Status409Conflict, "Conflict", message);

    public static ManagementException Unavailable(string message) => new(StatusCodes.Status503ServiceUnavailable, "Unavailable", message);

    public static ManagementException TooLate(string message) => new(StatusCodes.Status504GatewayTimeout, "Timeout", message);

    /// <summary>Something that was named and does not exist.</summary>
    /// <param name="what">What kind of thing: <c>replica</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="known">What there is.</param>
    public static ManagementException Unknown(string what, string name, IReadOnlyCollection<string> known) =>
        NotFound($"there is no {what} '{name}'; there {(known.Count == 0 ? "is none" : $"is: {string.Join(", ", known.Take(KnownMax))}")}", known);
}
