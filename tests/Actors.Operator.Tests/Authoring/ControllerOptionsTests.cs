using Actors.Ingest;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Hosting;
using Actors.Operators.Running;
using Actors.Reconciling;
using Actors.Sharding;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Operators.Tests.Authoring;

public sealed class ControllerOptionsTests
{
    public static TheoryData<string, Action<ControllerOptions<Gadget>>> Bad => new()
    {
        { "The controller of Gadget.test.example.com owns ConfigMap twice: once is enough", static o => o.Owns<V1ConfigMap>().Owns<V1ConfigMap>() },
        { "cannot own Namespace, which is of the whole cluster, while Gadget.test.example.com is in namespaces", static o => o.Owns<V1Namespace>() },
        { "has MaxConcurrent(0): it has to be 1 or more", static o => o.MaxConcurrent(0) },
        { "has LimitPer(…, 0): it has to be 1 or more", static o => o.LimitPer(static one => one.Spec.Secret, 0) },
        { "the first has to be above zero and not above the second", static o => o.Backoff(new Backoff { Min = TimeSpan.FromSeconds(2), Max = TimeSpan.FromSeconds(1) }) },
        { "jitter 0 to 1", static o => o.Backoff(new Backoff { Jitter = 2 }) },
        { "it has to be above zero, or null for never", static o => o.Resync(TimeSpan.Zero) },
        { "has TimeLimit(00:00:00): it has to be above zero", static o => o.TimeLimit(TimeSpan.Zero) },
        { "has a finalizer without a domain, 'cleanup': Kubernetes wants one, such as 'example.com/cleanup'", static o => o.Finalizer("cleanup") },
        { "has a finalizer that Kubernetes does not take: the prefix of the key 'A_B/x' is not a DNS name", static o => o.Finalizer("A_B/x") },
        { "has Namespaces with none", static o => o.Namespaces() },
        { "has the selector 'a in b', which is none: ", static o => o.Selector("a in b") },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_makes_no_sense_is_refused_with_what_would(string expected, Action<ControllerOptions<Gadget>> configure)
    {
        var failure = Assert.Throws<ArgumentException>(() => configure(new ControllerOptions<Gadget>()));
        Assert.StartsWith("The controller of Gadget.test.example.com ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_finalizer_is_named_after_the_kind_and_only_for_who_cleans_up()
    {
        Assert.Equal("gadgets.test.example.com/finalizer", new ControllerOptions<Gadget>().FinalizerFor(typeof(ScriptedWithFinalizer)));
        Assert.Null(new ControllerOptions<Gadget>().FinalizerFor(typeof(Scripted)));
        Assert.Equal("a.b/c", new ControllerOptions<Gadget>().Finalizer("a.b/c").FinalizerFor(typeof(ScriptedWithFinalizer)));
        var unused = Assert.Throws<ArgumentException>(() => new ControllerOptions<Gadget>().Finalizer("a.b/c").FinalizerFor(typeof(Scripted)));
        Assert.Contains("but Scripted does not implement IFinalizer<Gadget>: nobody would take it off", unused.Message, StringComparison.Ordinal);
        var core = Assert.Throws<ArgumentException>(() => new ControllerOptions<V1ConfigMap>().FinalizerFor(typeof(ConfigCleaner)));
        Assert.Contains("needs a finalizer without a domain to make it of", core.Message.Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_are_those_of_the_actors()
    {
        var (spec, plain) = (Build(new ControllerOptions<Gadget>()).Spec, new ControllerSpec { Name = "gadget", Kind = new GroupKind("test.example.com", "Gadget") });
        Assert.Equal(
            (plain.MaxConcurrent, plain.Backoff, plain.Resync, plain.TimeLimit, plain.Filter, plain.Limits, plain.Finalizer),
            (spec.MaxConcurrent, spec.Backoff, spec.Resync, spec.TimeLimit, spec.Filter, spec.Limits, spec.Finalizer));
        Assert.Equal(("gadget", plain.Kind), (spec.Name, spec.Kind));
    }

    [Fact]
    public void Everything_is_watched_where_it_can_be()
    {
        var options = new ControllerOptions<Gadget>()
            .Owns<V1ConfigMap>()
            .References<V1Secret>(static gadget => [new ObjectKey("default", gadget.Spec.Secret ?? "")])
            .Watches<V1Namespace>(static space => [new ObjectKey(space.Metadata.Name!, "one")])
            .Namespaces("a", "b")
            .Selector("tier = gold");
        var controller = Build(options, "c", "d");
        var gadgets = new WatchedKind("test.example.com", "v1", "Gadget", LabelSelector: "tier=gold");
        var configs = new WatchedKind("", "v1", "ConfigMap");
        var secrets = new WatchedKind("", "v1", "Secret", Content: ObjectContent.MetadataOnly);
        Assert.Equal(
            [
                (gadgets with { Namespace = "a" }, RouteRole.Primary), (gadgets with { Namespace = "b" }, RouteRole.Primary),
                (configs with { Namespace = "a" }, RouteRole.Owned), (configs with { Namespace = "b" }, RouteRole.Owned),
                (secrets with { Namespace = "c" }, RouteRole.Referenced), (secrets with { Namespace = "d" }, RouteRole.Referenced),
                (new WatchedKind("", "v1", "Namespace"), RouteRole.Mapped),
            ],
            controller.Sources.Select(static one => (one.Kind, one.Role)));
    }

    [Fact]
    public void A_kind_is_listed_once_whoever_wants_it()
    {
        var options = new ControllerOptions<Gadget>().Owns<V1Secret>().References<V1Secret>(static _ => []).References<V1ConfigMap>(static _ => []);
        var ingests = Replica.IngestsOf(new ControllerSet([Build(options)]));
        Assert.Equal(["Gadget", "Secret", "ConfigMap"], ingests.Select(static one => one.Kind.Kind));
        Assert.Equal([RouteRole.Owned, RouteRole.Referenced], ingests[1].Routes.Select(static one => one.Role));
        Assert.Equal([1, 2], ingests[1].Routes.Select(static one => one.Source));

        // Who owns one needs all of it; who only refers to it needs its name.
        Assert.Equal((ObjectContent.WithoutManagedFields, ObjectContent.MetadataOnly), (ingests[1].Kind.Content, ingests[2].Kind.Content));
    }

    private static Controller Build(ControllerOptions<Gadget> options, params string[] namespaces) =>
        options.Build(new ControllerSetup("gadget", namespaces.Length == 0 ? [""] : namespaces, NullLogger.Instance), new Scripted());

    private sealed class ConfigCleaner : IReconciler<V1ConfigMap>, IFinalizer<V1ConfigMap>
    {
        public Task<Outcome> ReconcileAsync(ReconcileContext<V1ConfigMap> context, CancellationToken cancellation) => Task.FromResult(Outcome.Done);

        public Task<Outcome> FinalizeAsync(ReconcileContext<V1ConfigMap> context, CancellationToken cancellation) => Task.FromResult(Outcome.Done);
    }
}
