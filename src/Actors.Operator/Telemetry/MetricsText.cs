using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Actors.Operators.Telemetry;

/// <summary>Writes metrics as Prometheus reads them: its own text format 0.0.4, or OpenMetrics 1.0.</summary>
/// <param name="isOpen">Whether it is OpenMetrics.</param>
internal sealed class MetricsText(bool isOpen)
{
    private const string Total = "_total";

    private readonly SortedDictionary<string, StringBuilder> _families = new(StringComparer.Ordinal);

    public static string ContentTypeOf(bool isOpen) => isOpen ? "application/openmetrics-text; version=1.0.0; charset=utf-8" : "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Labels as they stand between braces.</summary>
    public static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            var escaped = $"{value}".Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append(text.Length == 0 ? "" : ",").Append(name).Append("=\"").Append(escaped).Append('"');
        }

        return text.ToString();
    }

    public void Add(Instrument instrument, string labels, double value) =>
        Family(instrument).Append(CultureInfo.InvariantCulture, $"{instrument.Name}{Braced(labels)} {value}\n");

    public void Add(Instrument instrument, string labels, DurationHistogram histogram)
    {
        var text = Family(instrument);
        var before = labels.Length == 0 ? "" : $"{labels},";
        var counts = histogram.Cumulative;
        for (var bound = 0; bound < histogram.Bounds.Count; bound++) text.Append(CultureInfo.InvariantCulture, $"{instrument.Name}_bucket{{{before}le=\"{Bound(histogram.Bounds[bound])}\"}} {counts[bound]}\n");
        text.Append(CultureInfo.InvariantCulture, $"{instrument.Name}_bucket{{{before}le=\"+Inf\"}} {counts[^1]}\n");
        text.Append(CultureInfo.InvariantCulture, $"{instrument.Name}_sum{Braced(labels)} {histogram.Sum.TotalSeconds}\n{instrument.Name}_count{Braced(labels)} {counts[^1]}\n");
    }

    /// <summary>Says of a metric what it is, though nothing of it was measured yet.</summary>
    public void Add(Instrument instrument) => Family(instrument);

    public override string ToString() => string.Concat(_families.Values) + (isOpen ? "# EOF\n" : "");

    private StringBuilder Family(Instrument instrument)
    {
        if (_families.TryGetValue(instrument.Name, out var known)) return known;
        var type = instrument is Histogram<double> ? "histogram" : instrument is Counter<long> or ObservableCounter<long> or ObservableCounter<double> ? "counter" : "gauge";

        // In OpenMetrics the suffix of a counter belongs to its sample and not to its name.
        var name = isOpen && type == "counter" && instrument.Name.EndsWith(Total, StringComparison.Ordinal) ? instrument.Name[..^Total.Length] : instrument.Name;
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"# HELP {name} {instrument.Description}\n# TYPE {name} {type}\n");
        _families.Add(instrument.Name, text);
        return text;
    }

    // As Go writes it: who compares the text of a label compares with that. OpenMetrics wants a point in it.
    private string Bound(double bound)
    {
        var text = bound.ToString(CultureInfo.InvariantCulture).Replace('E', 'e');
        return isOpen && text.AsSpan().IndexOfAny('.', 'e') < 0 ? $"{text}.0" : text;
    }

    private static string Braced(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";
}
