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

    /// <summary>Where limits by key are counted.</summary>
    public const string Limits = "limits";

    /// <summary>Tries in one frame: with 20 KB of error in each one it is full.</summary>
    private const int TriesMax = 200;

    /// <summary>Keys in one frame: with the longest names there are, a fourth of it.</summary>
    private const int KeysMax = 1000;

    public static LinkProtocol Instance { get; } = new(ToRegion(), ToLimits());

    private static LinkTarget ToRegion() => new(
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
        ]);

    private static LinkTarget ToLimits() => new(
        Limits,
        [
            new LinkMessage<WantKeys>("want-keys", FleetJson.Default.WantKeys)
            {
                Check = static want => want.Keys.Select(ProblemOf).FirstOrDefault(static one => one is not null),
                Split = static want => want.Keys.Count <= KeysMax ? [want] : want.Keys.Chunk(KeysMax).Select(keys => want with { Keys = keys }),
            },
            new LinkMessage<KeysGiven>("keys-given", FleetJson.Default.KeysGiven)
            {
                Check = static given => given.Keys.Any(static one => one is null or { Slots: < 0 } or { Number: < 0 }) ? "there is nothing below 0 to be given" : null,
                Split = static given => given.Keys.Count <= KeysMax ? [given] : given.Keys.Chunk(KeysMax).Select(keys => given with { Keys = keys }),
            },
            new LinkMessage<AskHeldKeys>("ask-held-keys", FleetJson.Default.AskHeldKeys) { Check = static ask => IsOrder(0, ask.Epoch) ? null : "there is no such epoch" },

            // Not in parts: whoever has only got some of them would take that for all.
            new LinkMessage<HeldKeys>("held-keys", FleetJson.Default.HeldKeys)
            {
                Check = static held => !IsOrder(0, held.Epoch) ? "there is no such epoch" : held.Keys.Select(ProblemOf).FirstOrDefault(static one => one is not null),
            },
        ]);

    // That there are as many shards is for the region to see; a shard below 0 would be a fault in it.
    private static bool IsOrder(int shard, long epoch) => shard >= 0 && epoch >= 0;

    private static string? ProblemOf(KeyWanted? wanted) => wanted switch
    {
        null => "null is no key",
        { Key.Length: 0 or > ConcurrencyLimit.KeyLengthMax } => $"key: its length is not between 1 and {ConcurrencyLimit.KeyLengthMax}",
        { Max: < 1 } => $"max: {wanted.Max} is below 1",
        _ when wanted.Number < 0 || wanted.Held < 0 || wanted.Wanted < 0 => "nothing below 0 can be held or wanted",
        _ => null,
    };

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
[JsonSerializable(typeof(WantKeys))]
[JsonSerializable(typeof(KeysGiven))]
[JsonSerializable(typeof(AskHeldKeys))]
[JsonSerializable(typeof(HeldKeys))]
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
