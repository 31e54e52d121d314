using System.Diagnostics.Metrics;

namespace Actors.Operators.Telemetry;

/// <summary>Collects what an operator counts, and writes it when Prometheus asks.</summary>
internal sealed class PrometheusText : IDisposable
{
    private const string OpenMetrics = "application/openmetrics-text";

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Instrument> _instruments = new(StringComparer.Ordinal);
    private readonly Dictionary<(Instrument, string), double> _values = [];
    private readonly MeterListener _listener = new();
    private readonly OperatorMetrics _metrics;

    public PrometheusText(OperatorMetrics metrics)
    {
        _metrics = metrics;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter != metrics.Meter) return;
            lock (_gate) _instruments[instrument.Name] = instrument;

            // Durations are counted already, where that costs less.
            if (instrument is not Histogram<double>) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Whether somebody who accepts this wants OpenMetrics.</summary>
    public static bool WantsOpenMetrics(string? accept) => accept?.Contains(OpenMetrics, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>All that was measured.</summary>
    public string Write(bool isOpen = false)
    {
        lock (_gate)
        {
            // What is not there any more is not to be shown as it was.
            foreach (var known in _values.Keys.Where(static one => one.Item1.IsObservable).ToList()) _values.Remove(known);
        }

        _listener.RecordObservableInstruments();
        var text = new MetricsText(isOpen);
        lock (_gate)
        {
            foreach (var instrument in _instruments.Values) text.Add(instrument);
            foreach (var ((instrument, labels), value) in _values.OrderBy(static one => one.Key.Item2, StringComparer.Ordinal)) text.Add(instrument, labels, value);
        }

        foreach (var (instrument, labels, histogram) in _metrics.Histograms) text.Add(instrument, MetricsText.LabelsOf(labels), histogram);
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = (instrument, MetricsText.LabelsOf(tags));
        lock (_gate) _values[key] = instrument.IsObservable ? value : _values.GetValueOrDefault(key) + value;
    }
}
