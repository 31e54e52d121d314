using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>Conditions of a status, each type of which is there at most once.</summary>
internal static class StatusConditions
{
    public static JsonObject? Find(JsonNode? status, string type) => status.Objects("conditions").FirstOrDefault(one => one.Text("type") == type);

    public static bool IsTrue(JsonNode? status, string type) => Find(status, type).Text("status") == "True";

    /// <summary>Adds a condition or brings it up to date; the time of its transition changes with its status only.</summary>
    /// <param name="status">The status the conditions are of.</param>
    /// <param name="type">Which condition.</param>
    /// <param name="isTrue">Whether it holds; null if nobody knows.</param>
    /// <param name="now">The time.</param>
    /// <param name="reason">Why, in one word; empty to leave it out.</param>
    /// <param name="message">Why, in a sentence; empty to leave it out.</param>
    /// <returns>The condition, and whether anything about it changed.</returns>
    public static (JsonObject Condition, bool IsChanged) Set(JsonObject status, string type, bool? isTrue, DateTimeOffset now, string reason = "", string message = "")
    {
        var word = isTrue switch { true => "True", false => "False", null => "Unknown" };
        var condition = Find(status, type);
        if (condition is null)
        {
            condition = new JsonObject { ["type"] = type };
            if (status["conditions"] is not JsonArray list) status["conditions"] = list = [];
            list.Add(condition);
        }

        if (condition.Text("status") == word && condition.Text("reason") == reason && condition.Text("message") == message) return (condition, false);
        if (condition.Text("status") != word) condition["lastTransitionTime"] = Times.Write(now);
        condition["status"] = word;
        SetText(condition, "reason", reason);
        SetText(condition, "message", message);
        return (condition, true);
    }

    public static void Remove(JsonObject status, string type)
    {
        if (Find(status, type) is not { } condition) return;
        var list = (JsonArray)condition.Parent!;
        list.Remove(condition);
        if (list.Count == 0) status.Remove("conditions");
    }

    private static void SetText(JsonObject condition, string field, string text)
    {
        if (text.Length == 0) condition.Remove(field);
        else condition[field] = text;
    }
}
