using System.Text.Json.Nodes;

namespace Actors.ApiServer.Http;

/// <summary>What a <see cref="Status"/> is about; what is empty is not written.</summary>
internal sealed record StatusDetails
{
    public string Name { get; init; } = "";

    public string Group { get; init; } = "";

    /// <summary>The kind, or the resource: a real server says sometimes the one and sometimes the other.</summary>
    public string Kind { get; init; } = "";

    public string Uid { get; init; } = "";

    public IReadOnlyList<StatusCause> Causes { get; init; } = [];

    /// <summary>Seconds to wait before trying again; 0 for nothing said.</summary>
    public int RetryAfterSeconds { get; init; }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (Name.Length > 0) json["name"] = Name;
        if (Group.Length > 0) json["group"] = Group;
        if (Kind.Length > 0) json["kind"] = Kind;
        if (Uid.Length > 0) json["uid"] = Uid;
        if (Causes.Count > 0) json["causes"] = new JsonArray([.. Causes.Select(cause => (JsonNode?)cause.ToJson())]);
        if (RetryAfterSeconds > 0) json["retryAfterSeconds"] = RetryAfterSeconds;
        return json;
    }
}

/// <summary>One fault of several.</summary>
internal sealed record StatusCause(string Reason, string Message, string Field)
{
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (Reason.Length > 0) json["reason"] = Reason;
        if (Message.Length > 0) json["message"] = Message;
        if (Field.Length > 0) json["field"] = Field;
        return json;
    }
}
