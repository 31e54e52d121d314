using System.Diagnostics;
using System.Diagnostics.Metrics;
using Actors.Operators.Telemetry;

namespace Actors.Operators.Tests.Telemetry;

public sealed class ProcessMetricsTests
{
    [Fact]
    public void They_say_what_the_system_says_of_the_process()
    {
        using var meter = new Meter("test");
        ProcessMetrics.AddTo(meter);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime.TotalSeconds;
        var values = Read(meter);
        process.Refresh();

        // The system counts processor time in hundredths of a second in one place and finer in another.
        Assert.InRange(values["process_cpu_seconds_total"], before - 0.1, process.TotalProcessorTime.TotalSeconds + 0.1);
        Assert.Equal(new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1e3, values["process_start_time_seconds"], 0.1);

        // Other tests start and end threads.
        Assert.InRange(values["process_threads"], 2, 2 * process.Threads.Count);
        Assert.InRange(values["process_resident_memory_bytes"], 1 << 20, long.MaxValue);
        Assert.InRange(values["dotnet_gc_allocated_bytes_total"], 1, long.MaxValue);
    }

    private static Dictionary<string, double> Read(Meter meter)
    {
        var values = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter == meter) listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => values[instrument.Name] = value);
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => values[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return values;
    }
}
