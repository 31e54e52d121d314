using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Cluster;
using Actors.Reconciling;

namespace Actors.Operators.Link;

/// <summary>What the replicas of a fleet tell each other.</summary>
internal static class FleetProtocol
{
    /// <summary>Where the region is.</summary>
    public const string Region = "region";

    /// <summary>Tries in one frame: with 20 KB of error in each one it is full.</summary>
    private const int TriesMax = 200;

    public static LinkProtocol Instance { get; } = new(new LinkTarget(
        Region,
        [
            new LinkMessage<ShardsPrepared>("shards-prepared", FleetJson.Default.ShardsPrepared)
            {
                Check = static prepared => prepared.Shards.All(static one => IsOrder(one.Shard, one.OrderedAt)) ? null : "there are no such shards or epochs",
            },
            new LinkMessage<ShardHandover>("shard-handover", FleetJson.Default.ShardHandover)
            {
                Check = static handover => !IsOrder(handover.Shard, handover.OrderedAt) ? "there is no such shard or epoch" : handover.Tries.Select(ProblemOf).FirstOrDefault(static one => one is not null),
                Split = static handover => handover.Tries.Count <= TriesMax ? [handover] : handover.Tries.Chunk(TriesMax).Select(tries => handover with { Tries = tries }),
            },
        ]));

    // That there are as many shards is for the region to see; a shard below 0 would be a fault in it.
    private static bool IsOrder(int shard, long epoch) => shard >= 0 && epoch >= 0;

    private static string? ProblemOf(TryState? tries) => tries switch
    {
        null => "null is no state of tries",
        { Failures: < 0 } => $"failures: {tries.Failures} is below 0",
        _ when tries.DueIn < TimeSpan.Zero || tries.DueIn > TimeSpan.FromDays(1) => $"dueIn: {tries.DueIn} is not between 0 and a day",
        _ => null,
    };
}

/// <summary>The fleet's messages as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(ShardOrderConverter)])]
[JsonSerializable(typeof(ShardsPrepared))]
[JsonSerializable(typeof(ShardHandover))]
internal sealed partial class FleetJson : JsonSerializerContext;

/// <summary>A shard and the epoch of its order, as <c>[17,203]</c>.</summary>
internal sealed class ShardOrderConverter : JsonConverter<(int Shard, long OrderedAt)>
{
    public override (int Shard, long OrderedAt) Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw NotOne();
        if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var shard)) throw NotOne();
        if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var epoch)) throw NotOne();
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray) throw NotOne();
        return (shard, epoch);
    }

    public override void Write(Utf8JsonWriter writer, (int Shard, long OrderedAt) value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Shard);
        writer.WriteNumberValue(value.OrderedAt);
        writer.WriteEndArray();
    }

    private static JsonException NotOne() => new("a shard and an epoch are two whole numbers, such as [17,203]");
}
