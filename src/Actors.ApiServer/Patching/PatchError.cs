using System.Globalization;

namespace Actors.ApiServer.Patching;

/// <summary>Why a patch is refused: what a Status says of it.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="Reason">The Status's reason; empty where a real server gives none.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record PatchError(int Code, string Reason, string Message)
{
    /// <summary>What <c>details.causes</c> lists; null where the Status has no details at all, empty where its details are empty.</summary>
    public IReadOnlyList<PatchCause>? Causes { get; init; }

    /// <summary>The patch is not what it claims to be.</summary>
    public static PatchError BadRequest(string message) => new(400, "BadRequest", message);

    /// <summary>The patch is well-formed, but does not fit the object. A real server does not say more to its client.</summary>
    public static PatchError Unprocessable() =>
        new(422, "Invalid", "the server rejected our request due to an error in our request") { Causes = [] };

    /// <summary>The patch asks for more than the server does in one request.</summary>
    public static PatchError TooLarge(int allowed, int operations) => new(
        413,
        "RequestEntityTooLarge",
        string.Create(
            CultureInfo.InvariantCulture,
            $"Request entity too large: The allowed maximum operations in a JSON patch is {allowed}, got {operations}"));

    /// <summary>What a real server has no words of its own for: an answer without a reason.</summary>
    public static PatchError Internal(string message) => new(500, "", message);
}
