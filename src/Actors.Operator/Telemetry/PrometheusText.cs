using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Actors.Operators.Telemetry;

/// <summary>Collects one meter and writes it as Prometheus reads it (text format 0.0.4).</summary>
internal sealed class PrometheusText : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Family> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public PrometheusText(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter != meter) return;
            lock (_gate) _families[instrument.Name] = new Family(instrument);
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>All that was measured.</summary>
    public string Write()
    {
        lock (_gate)
        {
            // What is not there any more is not to be shown as it was.
            foreach (var family in _families.Values) family.ClearObserved();
        }

        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (_gate)
        {
            foreach (var family in _families.Values) family.Write(text);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        lock (_gate) _families[instrument.Name].Take(labels, value);
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            var escaped = $"{value}".Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append(text.Length == 0 ? "" : ",").Append(name).Append("=\"").Append(escaped).Append('"');
        }

        return text.ToString();
    }

    /// <summary>One metric, with all its labels.</summary>
    private sealed class Family(Instrument instrument)
    {
        private readonly IReadOnlyList<double> _bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? [];
        private readonly SortedDictionary<string, Series> _series = new(StringComparer.Ordinal);

        private bool IsHistogram => instrument is Histogram<double>;

        private string Type => IsHistogram ? "histogram" : instrument is Counter<long> or ObservableCounter<long> ? "counter" : "gauge";

        public void ClearObserved()
        {
            if (instrument.IsObservable) _series.Clear();
        }

        public void Take(string labels, double value)
        {
            if (!_series.TryGetValue(labels, out var series)) _series.Add(labels, series = new Series(_bounds.Count));
            series.Sum = instrument.IsObservable ? value : series.Sum + value;
            series.Count++;
            for (var bound = 0; bound < _bounds.Count; bound++)
            {
                if (value <= _bounds[bound]) series.Buckets[bound]++;
            }
        }

        public void Write(StringBuilder text)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {instrument.Name} {instrument.Description}\n# TYPE {instrument.Name} {Type}\n");
            foreach (var (labels, series) in _series)
            {
                if (IsHistogram) WriteHistogram(text, labels, series);
                else text.Append(CultureInfo.InvariantCulture, $"{instrument.Name}{Braced(labels)} {series.Sum}\n");
            }
        }

        private void WriteHistogram(StringBuilder text, string labels, Series series)
        {
            var before = labels.Length == 0 ? "" : $"{labels},";
            for (var bound = 0; bound < _bounds.Count; bound++)
                text.Append(CultureInfo.InvariantCulture, $"{instrument.Name}_bucket{{{before}le=\"{Bound(bound)}\"}} {series.Buckets[bound]}\n");
            text.Append(CultureInfo.InvariantCulture, $"{instrument.Name}_bucket{{{before}le=\"+Inf\"}} {series.Count}\n");
            text.Append(CultureInfo.InvariantCulture, $"{instrument.Name}_sum{Braced(labels)} {series.Sum}\n{instrument.Name}_count{Braced(labels)} {series.Count}\n");
        }

        // As Go writes it: who compares the text of a label compares with that.
        private string Bound(int bound) => _bounds[bound].ToString(CultureInfo.InvariantCulture).Replace('E', 'e');

        private static string Braced(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";
    }

    private sealed class Series(int buckets)
    {
        public double Sum { get; set; }

        public long Count { get; set; }

        public long[] Buckets { get; } = new long[buckets];
    }
}
