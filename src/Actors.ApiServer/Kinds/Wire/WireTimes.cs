using System.Globalization;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>Reads the times of Kubernetes's Protobuf form, as JSON writes them.</summary>
internal static class WireTimes
{
    private const int NanosecondsPerTick = 100;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>A time to the second; null for the zero time, which is written as nothing.</summary>
    public static JsonNode? Time(WireReader message) => Write(message, "yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>A time to the microsecond.</summary>
    public static JsonNode? MicroTime(WireReader message) => Write(message, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");

    /// <summary>A span of time, in seconds and their parts.</summary>
    public static JsonNode Duration(WireReader message)
    {
        var (nanoseconds, _) = Numbers(message);
        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)nanoseconds / NanosecondsPerSecond}s");
    }

    private static JsonValue? Write(WireReader message, string form)
    {
        if (message.IsAtEnd) return null;
        var (seconds, nanoseconds) = Numbers(message);
        try
        {
            return JsonValue.Create(DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / NanosecondsPerTick).ToString(form, CultureInfo.InvariantCulture));
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new FormatException("proto: a time that no calendar has", exception);
        }
    }

    private static (long First, long Second) Numbers(WireReader message)
    {
        long first = 0, second = 0;
        while (!message.IsAtEnd)
        {
            var (number, wire) = message.Tag();
            if (number == 1 && wire == WireType.Varint) first = (long)message.Varint();
            else if (number == 2 && wire == WireType.Varint) second = (long)message.Varint();
            else message.Skip(wire);
        }

        return (first, second);
    }
}
