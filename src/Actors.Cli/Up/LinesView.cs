using System.Globalization;
using Actors.Cli.Up.Chaos;

namespace Actors.Cli.Up;

/// <summary>Some lines for each second in which something happened: for logs and pipes.</summary>
internal sealed class LinesView(TextWriter output) : IUpView
{
    private const string Indent = "         ";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private TimeSpan _shown = TimeSpan.MinValue;
    private int _eventsShown;
    private int _restartsShown;
    private string _last = "";

    public void Start(UpStart start, UpOptions options) => Write(UpText.Start(start, options));

    public Task<T> RunAsync<T>(Func<Action<UpProgress>, Task<T>> run) => run(Show);

    public void End(UpProgress last) => Write([UpText.End(last)]);

    public void Judge(ChaosVerdict verdict) => Write(VerdictText.Of(verdict));

    private void Show(UpProgress progress)
    {
        ShowEvents(progress);
        if (_shown != TimeSpan.MinValue && progress.Elapsed - _shown < Interval && !(progress.IsReady && progress.Chaos is null)) return;
        var lines = LinesOf(progress);
        if (lines == _last) return;
        (_shown, _last) = (progress.Elapsed, lines);
        Write([$"{At(progress)}  {lines}"]);
    }

    private void ShowEvents(UpProgress progress)
    {
        Write(progress.Restarts.Skip(_restartsShown).Select(one => $"{At(progress)}  {UpText.Of(one)}"));
        _restartsShown = progress.Restarts.Count;
        if (progress.Chaos is not { } chaos) return;
        Write(chaos.Events.Skip(_eventsShown).Select(one => $"{At(progress)}  {UpText.Of(one)}"));
        _eventsShown = chaos.Events.Count;
    }

    private void Write(IEnumerable<string> lines)
    {
        foreach (var line in lines) output.WriteLine(line);
        output.Flush();
    }

    private static string At(UpProgress progress) => string.Create(CultureInfo.InvariantCulture, $"{progress.Elapsed.TotalSeconds,5:0} s");

    private static string LinesOf(UpProgress progress)
    {
        List<string> lines = [Line(progress), .. progress.Replicas.Select(UpText.Of)];
        if (progress.Replicas.Count > 0) lines.Add(UpText.Of(progress.Map));
        if (progress.Chaos is { } chaos) lines.Add(UpText.Of(chaos));
        return string.Join($"{Environment.NewLine}{Indent}", lines);
    }

    private static string Line(UpProgress progress)
    {
        var phases = progress.Phases;
        var operation = progress.Operator is not { } metrics ? "operator does not answer" : string.Create(
            CultureInfo.InvariantCulture, $"reconciles {metrics.Reconciles} ({progress.ReconcilesPerSecond:0}/s)  queue {metrics.Queue}  running {metrics.Active}  errors {metrics.Errors}");
        return $"pending {phases.Pending}  provisioning {phases.Provisioning}  ready {phases.Ready}/{progress.Wanted}  failed {phases.Failed}  {operation}";
    }
}
