using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>From a value to those one step further.</summary>
internal abstract record JsonPathStep
{
    public abstract IEnumerable<JsonNode?> Next(JsonNode? value);

    /// <summary>A member by its name.</summary>
    public sealed record Member(string Name) : JsonPathStep
    {
        public override IEnumerable<JsonNode?> Next(JsonNode? value) =>
            value is JsonObject map && map.TryGetPropertyValue(Name, out var member) ? [member] : [];
    }

    /// <summary>Everything in an object or list.</summary>
    public sealed record Wildcard : JsonPathStep
    {
        public override IEnumerable<JsonNode?> Next(JsonNode? value) => value switch
        {
            JsonObject map => map.Select(member => member.Value),
            JsonArray list => list,
            _ => [],
        };
    }

    /// <summary>The value itself and everything below it.</summary>
    public sealed record Recursive : JsonPathStep
    {
        private static readonly Wildcard All = new();

        public override IEnumerable<JsonNode?> Next(JsonNode? value) => [value, .. All.Next(value).SelectMany(Next)];
    }

    /// <summary>Items from one place to another; places below zero count from the end.</summary>
    public sealed record Slice(int? From, int? To, int By) : JsonPathStep
    {
        public override IEnumerable<JsonNode?> Next(JsonNode? value)
        {
            if (value is not JsonArray list) yield break;
            var from = Place(From ?? 0, list.Count);
            var to = Place(To ?? list.Count, list.Count);
            for (var at = Math.Max(from, 0); at < Math.Min(to, list.Count); at += By) yield return list[at];
        }

        private static int Place(int place, int count) => place < 0 ? place + count : place;
    }

    /// <summary>One item by its place.</summary>
    public sealed record Index(int Place) : JsonPathStep
    {
        public override IEnumerable<JsonNode?> Next(JsonNode? value)
        {
            if (value is not JsonArray list) return [];
            var at = Place < 0 ? Place + list.Count : Place;
            return at >= 0 && at < list.Count ? [list[at]] : [];
        }
    }

    /// <summary>Several steps side by side.</summary>
    public sealed record Union(IReadOnlyList<JsonPathStep> Steps) : JsonPathStep
    {
        public override IEnumerable<JsonNode?> Next(JsonNode? value) => Steps.SelectMany(step => step.Next(value));
    }

    /// <summary>The items for which a comparison holds; without an operator, those that have the value on the left.</summary>
    public sealed record Filter(JsonPathOperand Left, string Operator, JsonPathOperand? Right) : JsonPathStep
    {
        public override IEnumerable<JsonNode?> Next(JsonNode? value) => value is JsonArray list ? list.Where(Holds) : [];

        private bool Holds(JsonNode? item)
        {
            var left = Left.ValueOf(item);
            if (Right is null) return left is not null;
            var right = Right.ValueOf(item);
            if (left is null || right is null) return false;
            if (Operator is "==" or "!=") return Equal(left, right) == (Operator == "==");
            var order = Compare(left, right);
            return order is { } sign && Operator switch { "<" => sign < 0, "<=" => sign <= 0, ">" => sign > 0, _ => sign >= 0 };
        }

        private static bool Equal(JsonNode left, JsonNode right) => Compare(left, right) is { } sign ? sign == 0 : JsonNode.DeepEquals(left, right);

        private static int? Compare(JsonNode left, JsonNode right)
        {
            if (left is not JsonValue one || right is not JsonValue other) return null;
            if (one.TryGetValue<string>(out var text)) return other.TryGetValue<string>(out var otherText) ? string.CompareOrdinal(text, otherText) : null;
            return JsonNumber.TryGet(one, out var number) && JsonNumber.TryGet(other, out var otherNumber) ? number.Float.CompareTo(otherNumber.Float) : null;
        }
    }
}
