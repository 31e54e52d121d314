using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Operators.Telemetry;
using Actors.Settings;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Actors.Operators.Tests.Telemetry;

public sealed class JsonLogFormatterTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Fact]
    public void A_line_is_one_flat_object_that_ends_with_its_line()
    {
        var line = Write(
            new EventId(121, "Failed"), new InvalidOperationException("first\nsecond"), [new("Object", "default/a"), new("Attempt", 3), new("{OriginalFormat}", "x")],
            [new("traceId", "0af7"), new("name", "a"), new("attempt", 2), new("message", "mine"), new("elapsed", 1.5), new("isLast", true), new("nothing", null)]);
        Assert.EndsWith("}\n", line, StringComparison.Ordinal);
        Assert.Equal(1, line.AsSpan().Count('\n'));
        var read = JsonNode.Parse(line)!.AsObject();
        Assert.Equal(
            ["time", "level", "event", "eventName", "category", "message", "traceId", "name", "attempt", "message_", "elapsed", "isLast", "object", "exception"], read.Select(static one => one.Key));
        Assert.Equal("2026-01-02T03:04:05.678Z", (string?)read["time"]);
        Assert.Equal(("warning", 121, "Failed", "Actors.Operator"), ((string?)read["level"], (int)read["event"]!, (string?)read["eventName"], (string?)read["category"]));
        Assert.Equal(("it \"failed\" – ü", "mine", 3, 1.5, true), ((string?)read["message"], (string?)read["message_"], (int)read["attempt"]!, (double)read["elapsed"]!, (bool)read["isLast"]!));
        Assert.Contains("first\nsecond", (string?)read["exception"], StringComparison.Ordinal);
        Assert.Contains("ü", line, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_set_of_fields_is_left_to_the_message()
    {
        var text = new StringWriter();
        new JsonLogFormatter(new ManualTime()).Write(new LogEntry<string>(LogLevel.Critical, "c", default, "state", null, static (state, _) => state), null, text);
        Assert.Equal(["time", "level", "event", "category", "message"], JsonSerializer.Deserialize<JsonObject>(text.ToString())!.Select(static one => one.Key));
    }

    [Theory]
    [InlineData(LogFormat.Auto, "10.96.0.1", true)]
    [InlineData(LogFormat.Auto, null, false)]
    [InlineData(LogFormat.Auto, "", false)]
    [InlineData(LogFormat.Text, "10.96.0.1", false)]
    [InlineData(LogFormat.Json, null, true)]
    public void It_is_for_clusters_unless_something_else_is_set(LogFormat format, string? cluster, bool isWanted) => Assert.Equal(isWanted, JsonLogFormatter.IsWanted(format, cluster));

    [Theory]
    [InlineData(LogFormat.Json, JsonLogFormatter.FormatterName)]
    [InlineData(LogFormat.Text, ConsoleFormatterNames.Simple)]
    public void An_operator_writes_as_its_settings_say_and_with_the_ids_of_what_is_traced(LogFormat format, string expected)
    {
        var builder = OperatorBuilder.Create("gadget-operator", []);
        builder.Services.AddSingleton(new ActorsSettings { Log = new LogOptions { Format = format } });
        builder.Services.AddSingleton(new Scripted());
        using var host = builder.Add<Gadget, Scripted>().Build();
        Assert.Equal(expected, host.Services.GetRequiredService<IOptionsMonitor<ConsoleLoggerOptions>>().CurrentValue.FormatterName);
        Assert.Contains(host.Services.GetServices<ConsoleFormatter>(), one => one.Name == expected);
        Assert.Equal(
            ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId, host.Services.GetRequiredService<IOptions<LoggerFactoryOptions>>().Value.ActivityTrackingOptions);
    }

    private static string Write(EventId id, Exception failure, List<KeyValuePair<string, object?>> state, List<KeyValuePair<string, object?>> scope)
    {
        var text = new StringWriter();
        var scopes = new LoggerExternalScopeProvider();
        using var opened = scopes.Push(scope);
        var time = new ManualTime();
        time.Advance(Start - time.GetUtcNow());
        new JsonLogFormatter(time).Write(
            new LogEntry<List<KeyValuePair<string, object?>>>(LogLevel.Warning, "Actors.Operator", id, state, failure, static (_, _) => "it \"failed\" – ü"), scopes, text);
        return text.ToString();
    }
}
