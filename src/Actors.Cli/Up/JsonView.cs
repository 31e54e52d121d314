using System.Text.Json;

namespace Actors.Cli.Up;

/// <summary>Lines of JSON, for scripts: one at the start, one each second, one at the end.</summary>
internal sealed class JsonView(TextWriter output) : IUpView
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private TimeSpan _shown = TimeSpan.MinValue;

    public void Start(UpStart start, UpOptions options) =>
        Write(new { Event = "started", Server = start.Server.ToString().TrimEnd('/'), start.Kubeconfig, start.OperatorPid, start.OperatorLog, options.Resources });

    public Task<int> RunAsync(Func<Action<UpProgress>, Task<int>> run) => run(Show);

    public void End(UpProgress last) => Write("ended", last);

    private void Show(UpProgress progress)
    {
        if (_shown != TimeSpan.MinValue && progress.Elapsed - _shown < Interval) return;
        _shown = progress.Elapsed;
        Write("progress", progress);
    }

    private void Write(string name, UpProgress progress) => Write(new
    {
        Event = name,
        Seconds = Math.Round(progress.Elapsed.TotalSeconds, 3),
        Resources = progress.Wanted,
        Phases = new { progress.Phases.Pending, progress.Phases.Provisioning, progress.Phases.Ready, progress.Phases.Failed },
        progress.Operator?.Reconciles,
        ReconcilesPerSecond = Math.Round(progress.ReconcilesPerSecond, 1),
        progress.Operator?.Queue,
        Running = progress.Operator?.Active,
        progress.Operator?.Errors,
    });

    private void Write<T>(T line)
    {
        output.WriteLine(JsonSerializer.Serialize(line, Options));
        output.Flush();
    }
}
