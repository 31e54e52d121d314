namespace Actors.Settings;

/// <summary>How log lines are written.</summary>
public enum LogFormat
{
    /// <summary>As JSON in a cluster, as text elsewhere.</summary>
    Auto,

    /// <summary>A line of JSON each, for programs.</summary>
    Json,

    /// <summary>A line of text each, for people.</summary>
    Text,
}

/// <summary>The log of an operator.</summary>
public sealed record LogOptions
{
    private const string Key = "akka.log-format";

    /// <summary>
    /// How its lines are written. <c>auto</c> (<c>json</c> in a cluster, which is where the environment has KUBERNETES_SERVICE_HOST, else <c>text</c>), <c>json</c> or <c>text</c>; default
    /// <c>auto</c>. <c>akka.log-format</c>
    /// </summary>
    public LogFormat Format { get; init; } = LogFormat.Auto;

    internal LogOptions Read(SettingsReader reader) => new()
    {
        Format = reader.Text(Key, TextOf(Format), "auto, json or text", static text => Enum.GetValues<LogFormat>().Any(one => TextOf(one) == text)) switch
        {
            "json" => LogFormat.Json,
            "text" => LogFormat.Text,
            _ => LogFormat.Auto,
        },
    };

    private static string TextOf(LogFormat format) => format switch { LogFormat.Json => "json", LogFormat.Text => "text", _ => "auto" };
}
