using System.Globalization;

namespace Actors.Cli.Up;

/// <summary>A line for each second in which something happened: for logs and pipes.</summary>
internal sealed class LinesView(TextWriter output) : IUpView
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private TimeSpan _shown = TimeSpan.MinValue;
    private string _last = "";

    public void Start(UpStart start, UpOptions options)
    {
        foreach (var line in UpText.Start(start, options)) output.WriteLine(line);
        output.Flush();
    }

    public Task<int> RunAsync(Func<Action<UpProgress>, Task<int>> run) => run(Show);

    public void End(UpProgress last)
    {
        output.WriteLine(UpText.End(last));
        output.Flush();
    }

    private void Show(UpProgress progress)
    {
        if (_shown != TimeSpan.MinValue && progress.Elapsed - _shown < Interval && !progress.IsReady) return;
        var line = Line(progress);
        if (line == _last) return;
        (_shown, _last) = (progress.Elapsed, line);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{progress.Elapsed.TotalSeconds,5:0} s  {line}"));
        output.Flush();
    }

    private static string Line(UpProgress progress)
    {
        var phases = progress.Phases;
        var operation = progress.Operator is not { } metrics ? "operator does not answer" : string.Create(
            CultureInfo.InvariantCulture, $"reconciles {metrics.Reconciles} ({progress.ReconcilesPerSecond:0}/s)  queue {metrics.Queue}  running {metrics.Active}  errors {metrics.Errors}");
        return $"pending {phases.Pending}  provisioning {phases.Provisioning}  ready {phases.Ready}/{progress.Wanted}  failed {phases.Failed}  {operation}";
    }
}
