using Actors.Ingest;
using Actors.Kernel;
using Actors.Ledger;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Sharding;

/// <summary>Takes what a list and watch tells, and passes it on to the region: what an object is to each controller decides to which actor.</summary>
/// <param name="settings">What is read, and for whom.</param>
/// <param name="isCut">Whether it is told of nothing but what the region follows.</param>
internal sealed class Router(IngestSettings settings, bool isCut = false) : IObjectHandler
{
    private readonly List<object> _messages = [];
    private bool[] _followed = new bool[isCut ? 0 : settings.NumberOfShards];

    /// <summary>Whether all there was has been told once.</summary>
    public bool HasSynced { get; private set; }

    /// <summary>What went wrong since this was taken last, or null.</summary>
    public RequestFailure? Failure { get; private set; }

    /// <summary>The trace context of the event that is taken in; null for none, as of what is listed.</summary>
    public string? TraceParent { get; set; }

    /// <summary>Tells the region all that has come since the last time.</summary>
    public void Flush(ActorRef region, ActorContext context)
    {
        foreach (var message in _messages) context.Tell(region, message);
        _messages.Clear();
    }

    /// <summary>Tells about the objects of these shards from now on; of those that are new, what there is.</summary>
    public void Follow(bool[] shards, IEnumerable<KubernetesObject> objects)
    {
        var before = _followed;
        _followed = [.. shards.Zip(before, static (now, then) => now && !then)];
        if (Array.IndexOf(_followed, true) >= 0)
        {
            foreach (var held in objects) Show(held);
        }

        _followed = shards;
    }

    public RequestFailure? TakeFailure()
    {
        var failure = Failure;
        Failure = null;
        return failure;
    }

    public void Added(KubernetesObject added) => Route(default, added, Work);

    public void Modified(KubernetesObject before, KubernetesObject after) => Route(before, after, Work);

    public void Deleted(KubernetesObject last) => Route(last, default, Work);

    public void Synced(string resourceVersion)
    {
        HasSynced = true;
        foreach (var route in settings.Routes) _messages.Add(new SourceSynced(route.Controller, route.Source));
    }

    public void Failed(RequestFailure failure) => Failure = failure;

    /// <summary>An object that was one way, or not there, and now is another, or not there.</summary>
    public void Route(KubernetesObject before, KubernetesObject after, WorkClass work)
    {
        foreach (var route in settings.Routes)
        {
            switch (route.Role)
            {
                case RouteRole.Primary:
                    Add(after.IsEmpty ? new PrimaryDeleted(route.Controller, before.Uid, before) : new PrimaryChanged(route.Controller, after.Uid, after, work) { TraceParent = TraceParent });
                    break;
                case RouteRole.Owned:
                    RouteOwned(route, before, after, work);
                    break;

                // What was there before anything is reconciled has nothing reconciled again.
                case RouteRole.Referenced when HasSynced:
                    _messages.Add(new ReferenceChanged(route.Controller, route.Index, ObjectKey.Of(after.IsEmpty ? before : after), ObjectHash.Of(after)) { TraceParent = TraceParent });
                    break;
                case RouteRole.Referenced:
                    _messages.Add(new ReferenceListed(route.Controller, route.Index, ObjectKey.Of(after.IsEmpty ? before : after), ObjectHash.Of(after)));
                    break;
                case RouteRole.Mapped when HasSynced:
                    RouteMapped(route, before, after);
                    break;
            }
        }
    }

    /// <summary>An object as one that was just listed, to those it belongs to.</summary>
    private void Show(KubernetesObject held)
    {
        foreach (var route in settings.Routes)
        {
            if (route.Role == RouteRole.Primary) Add(new PrimaryChanged(route.Controller, held.Uid, held, WorkClass.Initial));
            else if (route.Role == RouteRole.Owned && OwnerOf(held, route.Controller) is { } owner) Add(new ChildChanged(route.Controller, owner, new Child(route.Index, held), WorkClass.Initial));
        }
    }

    private void Add(ForResource about)
    {
        if (_followed.Length == 0 || _followed[ShardRange.ShardOf(about.Uid, _followed.Length)]) _messages.Add(about);
    }

    private WorkClass Work => HasSynced ? WorkClass.Event : WorkClass.Initial;

    /// <summary>To whom it belongs. One that changes hands is gone for the one and new for the other.</summary>
    private void RouteOwned(IngestRoute route, KubernetesObject before, KubernetesObject after, WorkClass work)
    {
        var (from, to) = (OwnerOf(before, route.Controller), OwnerOf(after, route.Controller));
        if (from is not null && from != to) Add(new ChildDeleted(route.Controller, from, new Child(route.Index, before)) { TraceParent = TraceParent });
        if (to is not null) Add(new ChildChanged(route.Controller, to, new Child(route.Index, after), work) { TraceParent = TraceParent });
    }

    private static string? OwnerOf(KubernetesObject subject, ControllerSpec controller) =>
        !subject.IsEmpty && !subject.ControllerUidUtf8.IsEmpty && subject.Controller is { } owner && controller.Kind.Is(owner.ApiVersion, owner.Kind) ? owner.Uid : null;

    private void RouteMapped(IngestRoute route, KubernetesObject before, KubernetesObject after)
    {
        var names = new HashSet<ObjectKey>();
        if (!before.IsEmpty) names.UnionWith(route.Map!(before));
        if (!after.IsEmpty) names.UnionWith(route.Map!(after));
        foreach (var name in names) _messages.Add(new ReconcileNamed(route.Controller, name, IsUrgent: true) { TraceParent = TraceParent });
    }
}
