using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;
using Actors.ApiServer.Tests;
using Actors.ApiServer.Verbs;
using Actors.ApiServer.Workers;

namespace Actors.ApiServer.Workloads.Tests;

/// <summary>A server without HTTP and the simulated cluster on it, at a time that only the test moves: all that is due happens in the call that makes it due.</summary>
internal sealed class SimulatedCluster
{
    private readonly StillClock _clock = new();
    private readonly FailureLog _log = new();
    private readonly ObjectRegistry _registry;
    private readonly WorkloadRunner _runner;
    private readonly ChangeReader _changes;
    private readonly GarbageCollector _garbage;

    public SimulatedCluster(WorkloadOptions? options = null)
    {
        _registry = new ObjectRegistry(new Store(new StoreOptions()), new ResourceRegistry(BuiltInResources.Create()), _clock);
        _changes = new ChangeReader(_registry);
        _garbage = new GarbageCollector(_registry);
        foreach (var name in NamespaceLifecycle.Initial) Create("namespaces", $"{{metadata: {{name: {name}}}}}", settles: false);
        _runner = new WorkloadRunner(_registry, options ?? WorkloadOptions.Immediate, "", _log);
        Settle();
    }

    public DateTimeOffset Now => _clock.Now;

    /// <summary>Versions of objects that have been stored so far.</summary>
    public ulong Version => _registry.Store.Version;

    public void Create(string resource, string yaml, bool settles = true)
    {
        var kind = KindOf(resource);
        var value = Yaml.Object(yaml);
        var (apiVersion, name) = ResourceNames.TypeOf(resource);
        (value["apiVersion"], value["kind"]) = (apiVersion, name);
        kind.Rules.Decode(value);
        _registry.Create(kind, kind.IsNamespaced ? "default" : "", value, WriteOptions.Internal);
        if (settles) Settle();
    }

    /// <summary>The object, or null.</summary>
    public JsonObject? Get(string resource, string name)
    {
        var kind = KindOf(resource);
        return _registry.LogOf(kind).Objects.TryGet(kind.Key("default", name), out var found) ? ObjectRegistry.Parse(found, kind) : null;
    }

    /// <summary>All objects of a resource in the namespace <c>default</c>, by name.</summary>
    public List<JsonObject> List(string resource)
    {
        var kind = KindOf(resource);
        var (from, to) = kind.IsNamespaced ? ("default/", "default0") : ("", null);
        return [.. _registry.LogOf(kind).Objects.Between(from, to).Select(one => ObjectRegistry.Parse(one.Value, kind))];
    }

    public List<string> Names(string resource) => [.. List(resource).Select(static one => one.Text("metadata", "name"))];

    /// <summary>The events about an object, as <c>Reason: message</c>, in the order they came.</summary>
    public List<string> EventsOf(string name) => [.. List(ResourceNames.Events).Where(one => one.Text("involvedObject", "name") == name)
        .Select(static one => $"{one.Text("reason")}: {one.Text("message")}")];

    public void Change(string resource, string name, Action<JsonObject> change, string subresource = "")
    {
        var kind = KindOf(resource);
        var update = new FunctionUpdate(value =>
        {
            change(value);
            return value;
        }) { Subresource = subresource };
        _registry.Update(kind, kind.IsNamespaced ? "default" : "", name, update, WriteOptions.Internal);
        Settle();
    }

    public void Annotate(string resource, string name, string annotation, string text) => Change(resource, name, value => PodTemplate.SetAnnotation(value, annotation, text));

    public void Delete(string resource, string name, string policy = "Background")
    {
        var kind = KindOf(resource);
        _registry.Delete(kind, kind.IsNamespaced ? "default" : "", name, new DeleteOptions { PropagationPolicy = policy });
        Settle();
    }

    /// <summary>Moves the time on, from one thing that is due to the next.</summary>
    public void Advance(TimeSpan time)
    {
        var end = _clock.Now + time;
        while (_runner.NextDue is { } due && due <= end)
        {
            if (due > _clock.Now) _clock.Now = due;
            Settle();
        }

        _clock.Now = end;
        Settle();
    }

    /// <summary>Moves the time on until something is so; fails if it is not within a time.</summary>
    public void AdvanceUntil(Func<bool> isSo, TimeSpan within)
    {
        for (var end = _clock.Now + within; !isSo();)
        {
            if (_clock.Now >= end) throw new TimeoutException($"it is not so after {within}: {string.Join(", ", List(ResourceNames.Pods).Select(Describe))}");
            Advance(_runner.NextDue is { } due && due < end && due > _clock.Now ? due - _clock.Now : TimeSpan.FromMilliseconds(100));
        }
    }

    private static string Describe(JsonObject pod) => $"{pod.Text("metadata", "name")} is {pod.Text("status", "phase")}";

    private void Settle()
    {
        while (true)
        {
            var version = _runner.Settle();
            _log.AssertEmpty();
            _changes.Drain(_garbage.Observe);
            if (_garbage.HasWork) _garbage.Work();
            if (_registry.Store.Version == version) return;
        }
    }

    private ResourceKind KindOf(string resource)
    {
        var parts = resource.Split('.', 2);
        return _registry.Resources.FindAnyVersion(parts.Length == 2 ? parts[1] : "", parts[0])!;
    }
}
