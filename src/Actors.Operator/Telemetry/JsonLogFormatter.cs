using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Actors.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Actors.Operators.Telemetry;

/// <summary>
/// Writes a log line as one flat object of JSON: <c>time</c>, <c>level</c>, <c>event</c> (its number) and <c>eventName</c>, <c>category</c>, <c>message</c>, then what the message was made of and what
/// goes on (<c>traceId</c> and <c>spanId</c>, the object that is reconciled), each once, last <c>exception</c>.
/// </summary>
internal sealed class JsonLogFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>By which it is chosen.</summary>
    public const string FormatterName = "actors-json";

    private const string Template = "{OriginalFormat}";

    // Only what could end a line or a string early is escaped: it is read by people, too.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Reserved = ["time", "level", "event", "eventName", "category", "message", "exception"];

    /// <summary>Has the console write as the settings say.</summary>
    public static void AddTo(ILoggingBuilder logging)
    {
        logging.AddConsoleFormatter<JsonLogFormatter, ConsoleFormatterOptions>();
        logging.Services.AddOptions<ConsoleLoggerOptions>().Configure<IServiceProvider>(static (console, all) =>
        {
            if (IsWanted(all.GetRequiredService<ActorsSettings>().Log.Format, Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST"))) console.FormatterName = FormatterName;
        });
    }

    /// <param name="format">What is set.</param>
    /// <param name="cluster">The address of the API server, as the environment of a pod has it; null outside of one.</param>
    public static bool IsWanted(LogFormat format, string? cluster) => format == LogFormat.Json || (format == LogFormat.Auto && !string.IsNullOrEmpty(cluster));

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", LevelOf(logEntry.LogLevel));
            json.WriteNumber("event", logEntry.EventId.Id);
            if (logEntry.EventId.Name is { } name) json.WriteString("eventName", name);
            json.WriteString("category", logEntry.Category);
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            WriteFields(json, FieldsOf(logEntry.State, scopeProvider));
            if (logEntry.Exception is { } failure) json.WriteString("exception", failure.ToString());
            json.WriteEndObject();
        }

        textWriter.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        textWriter.Write('\n');
    }

    /// <summary>What is nearest to the message counts, where two have the same name.</summary>
    private static Dictionary<string, object?> FieldsOf<TState>(TState state, IExternalScopeProvider? scopes)
    {
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        scopes?.ForEachScope(static (scope, into) => Take(scope, into), fields);
        Take(state, fields);
        return fields;
    }

    private static void Take(object? from, Dictionary<string, object?> into)
    {
        if (from is not IEnumerable<KeyValuePair<string, object?>> pairs) return;
        foreach (var (name, value) in pairs)
        {
            if (name is Template or "") continue;
            var field = char.ToLowerInvariant(name[0]) + name[1..];
            into[Reserved.Contains(field) ? $"{field}_" : field] = value;
        }
    }

    private static void WriteFields(Utf8JsonWriter json, Dictionary<string, object?> fields)
    {
        foreach (var (name, value) in fields)
        {
            switch (value)
            {
                case null:
                    break;
                case bool is1:
                    json.WriteBoolean(name, is1);
                    break;
                case int number:
                    json.WriteNumber(name, number);
                    break;
                case long number:
                    json.WriteNumber(name, number);
                    break;
                case double number when double.IsFinite(number):
                    json.WriteNumber(name, number);
                    break;
                default:
                    json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                    break;
            }
        }
    }

    private static string LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        LogLevel.Critical => "critical",
        _ => "information",
    };
}
