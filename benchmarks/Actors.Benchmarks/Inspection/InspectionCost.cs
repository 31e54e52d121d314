using System.Globalization;
using System.Text;
using Actors.Benchmarks.Kernel;
using Actors.Engine;
using Actors.Kernel;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Actors.Objects;
using Actors.Operators;
using Actors.Operators.Events;
using Actors.Operators.Running;
using Actors.Operators.Telemetry;
using Actors.Reconciling;
using Actors.Sharding;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Benchmarks.Inspection;

/// <summary>
/// What metrics and the record of transitions take of a reconcile that does nothing. All variants run in turns, each on objects of its own, and processor time is compared round by round: metrics cost
/// a part of what it adds to count everything many times more, the record what it adds to keep it of all objects, which is more than ever happens.
/// </summary>
internal static class InspectionCost
{
    private const int Objects = 10_000;
    private const int Rounds = 60;
    private const int More = 20;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static async Task RunAsync()
    {
        using var metrics = new OperatorMetrics();
        var once = new Variant(metrics, counts: 1);
        var often = new Variant(metrics, counts: 1 + More);
        var kept = new Variant(metrics, counts: 1);
        Variant[] all = [once, often, kept];
        foreach (var one in all) one.Create();
        for (var end = Environment.TickCount64 + (long)(all.Length * WarmUp.TotalMilliseconds); Environment.TickCount64 < end;)
        {
            foreach (var one in all) one.Reconcile();
        }

        var times = all.ToDictionary(static one => one, static _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            // Of what does nothing but succeed the record is given up after a while.
            await kept.InspectAsync().ConfigureAwait(false);
            foreach (var one in all) times[one].Add(Measure(one));
        }

        var whole = Median(times[once]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a reconcile that does nothing: {whole:0.00} µs of CPU (median of {Rounds} rounds of {Objects:N0})"));
        Tell("metrics", times[once], times[often], More);
        Tell("record of transitions, kept", times[once], times[kept], 1);
        foreach (var one in all) await one.DisposeAsync().ConfigureAwait(false);
    }

    private static void Tell(string what, List<double> without, List<double> with, int times)
    {
        var takes = without.Zip(with, (one, other) => (other - one) / times).Order().ToList();
        var whole = Median(without);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {what,-28} {takes[Rounds / 2],6:0.000} µs, {100 * takes[Rounds / 2] / whole:0.0} % (half of the rounds: {100 * takes[Rounds / 4] / whole:0.0} to {100 * takes[3 * Rounds / 4] / whole:0.0} %)"));
    }

    private static double Measure(Variant variant)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        variant.Reconcile();
        return (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / Objects;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    /// <summary>A replica whose every object is reconciled, by all that an operator has around the author's code.</summary>
    private sealed class Variant : IAsyncDisposable
    {
        private readonly Countdown _done = new();
        private readonly KubernetesClient _client = new(new KubernetesConfiguration { Server = new Uri("http://127.0.0.1:1"), Origin = "a benchmark" });
        private readonly EventWriter _events;
        private readonly ActorSystem _system;
        private readonly ActorRef _region;
        private readonly ControllerSpec _controller;
        private readonly ReconcileRequested[] _requests;

        public Variant(OperatorMetrics metrics, int counts)
        {
            _events = new EventWriter(_client, "bench", TimeProvider.System, NullLogger.Instance);
            var controller = new ControllerOptions<Widget>().Build(new ControllerSetup("widget", [""], NullLogger.Instance), new WidgetReconciler());
            _controller = controller.Spec;
            var runner = new ReconcileRunner(new ControllerSet([controller]), _client, _events, metrics, "bench", new TraceOrigin("bench", 256), TimeProvider.System, NullLogger.Instance);
            var effects = new EffectRunners().Add<Reconcile>(
                (run, cancellation) =>
                {
                    for (var more = 1; more < counts; more++)
                    {
                        metrics.Begin(run.Controller.Name, run.Waited);
                        metrics.End(run.Controller.Name, ReconcileResult.Done, TimeSpan.Zero);
                    }

                    var ended = runner.RunAsync(run, cancellation);
                    _done.Signal();
                    return ended;
                },
                onLane: true);
            _system = new ActorSystem(effects: effects, supervision: ReplicaSupervision.Strategy);
            var options = new LimitsOptions();
            var permits = new Permits(options.MaxConcurrent, [_controller], static max => new AtomicQuota(max));
            var limits = _system.Spawn(Props.Create(() => new LimitsActor(options, permits)), "limits");
            _region = _system.Spawn(Props.Create(() => new RegionActor(new RegionSettings(256, limits, permits, [new RegionController(_controller, 1)]))), "region");
            _region.Tell(new SourceSynced(_controller, 0));
            _requests = [.. Enumerable.Range(0, Objects).Select(number => new ReconcileRequested(_controller, UidOf(number), false))];
        }

        public void Create()
        {
            _done.Start(Objects);
            for (var number = 0; number < Objects; number++)
            {
                var widget = KubernetesObject.Parse(Encoding.UTF8.GetBytes(
                    $"{{\"apiVersion\":\"bench.example.com/v1\",\"kind\":\"Widget\",\"metadata\":{{\"name\":\"w{number}\",\"namespace\":\"default\",\"uid\":\"{UidOf(number)}\",\"resourceVersion\":\"1\"," +
                    "\"generation\":1},\"spec\":{\"size\":1}}"));
                _region.Tell(new PrimaryChanged(_controller, UidOf(number), widget, WorkClass.Initial));
            }

            _done.Wait();
        }

        public void Reconcile()
        {
            _done.Start(Objects);
            foreach (var request in _requests) _region.Tell(request);
            _done.Wait();
        }

        /// <summary>Whoever is looked at once has its transitions kept.</summary>
        public async Task InspectAsync()
        {
            var shards = new List<ActorRef>();
            await AskAsync([_region], new DescribeActor(WithChildren: true), answer => shards.AddRange(((ActorDescription)answer).Children)).ConfigureAwait(false);
            var objects = new List<ActorRef>();
            await AskAsync(shards, new DescribeActor(WithChildren: true), answer =>
            {
                lock (objects) objects.AddRange(((ActorDescription)answer).Children);
            }).ConfigureAwait(false);
            await AskAsync(objects, new DescribeResource(), static _ => { }).ConfigureAwait(false);
        }

        public async ValueTask DisposeAsync()
        {
            await _system.DisposeAsync().ConfigureAwait(false);
            await _events.DisposeAsync().ConfigureAwait(false);
            _client.Dispose();
        }

        private Task AskAsync(IReadOnlyCollection<ActorRef> actors, object question, Action<object> take) =>
            _system.InspectAllAsync(actors, question, take, TimeSpan.FromSeconds(10), CancellationToken.None);

        private static string UidOf(int number) => $"{number:x8}-aaaa-bbbb-cccc-{number:x12}";
    }
}
