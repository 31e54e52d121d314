using System.Text.Json.Nodes;

namespace Actors.ApiServer.Http;

/// <summary>What the server answers where it answers no object: <c>metav1.Status</c>.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="Message">For people.</param>
/// <param name="Reason">For programs; empty where the server has no word for it.</param>
internal sealed record Status(int Code, string Message, string Reason = "")
{
    /// <summary>What it is about; null where it says nothing at all of that.</summary>
    public StatusDetails? Details { get; init; }

    /// <summary>A continue token by which to go on in spite of the error; null for none.</summary>
    public string? Continue { get; init; }

    /// <summary>Whether what was asked for was done.</summary>
    public bool IsSuccess { get; init; }

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = Continue is null ? [] : new JsonObject { ["continue"] = Continue },
            ["status"] = IsSuccess ? "Success" : "Failure",
        };
        if (Message.Length > 0) json["message"] = Message;
        if (Reason.Length > 0) json["reason"] = Reason;
        if (Details is not null) json["details"] = Details.ToJson();
        if (!IsSuccess) json["code"] = Code;
        return json;
    }
}
