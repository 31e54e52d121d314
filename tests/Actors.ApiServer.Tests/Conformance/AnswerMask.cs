using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Actors.ApiServer.Tests.Conformance;

/// <summary>Hides what differs on every run, so that an answer can be compared with the one that was recorded.</summary>
internal static partial class AnswerMask
{
    private static readonly HashSet<string> Masked =
    [
        "uid", "resourceVersion", "creationTimestamp", "deletionTimestamp", "time", "continue", "selfLink", "lastTransitionTime",
        "storageVersionHash", "renewTime", "acquireTime",
    ];

    private static readonly HashSet<string> Text = ["message", "warning"];

    /// <param name="node">An answer.</param>
    /// <param name="hidesText">Whether what is meant for people is hidden too.</param>
    /// <param name="key">The member the node is the value of.</param>
    public static JsonNode? Apply(JsonNode? node, bool hidesText, string? key = null)
    {
        switch (node)
        {
            case JsonObject map:
                return new JsonObject(map.Select(member => KeyValuePair.Create(Uid().Replace(member.Key, "<uuid>"), Apply(member.Value, hidesText, member.Key))));
            case JsonArray list:
                return new JsonArray([.. list.Select(item => Apply(item, hidesText, key))]);
        }

        var text = node is JsonValue value && value.TryGetValue(out string? found) ? found : null;
        if (key is not null && Masked.Contains(key) && node is not null && text != "") return $"<{key}>";
        if (text is null) return node?.DeepClone();
        if (key == "cells" && Age().IsMatch(text)) return "<age>";
        if (hidesText && key is not null && Text.Contains(key)) return "<text>";
        return Time().Replace(Uid().Replace(text, "<uuid>"), "<time>");
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex(@"^\d+[smhd](\d+[smhd])?$")]
    private static partial Regex Age();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")]
    private static partial Regex Time();
}
