using Actors.Ingest;
using Actors.Kernel;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Sharding;

/// <summary>Takes what a list and watch tells, and passes it on to the region: what an object is to each controller decides to which actor.</summary>
internal sealed class Router(IngestSettings settings) : IObjectHandler
{
    private readonly List<object> _messages = [];

    /// <summary>Whether all there was has been told once.</summary>
    public bool HasSynced { get; private set; }

    /// <summary>What went wrong since this was taken last, or null.</summary>
    public RequestFailure? Failure { get; private set; }

    /// <summary>Tells the region all that has come since the last time.</summary>
    public void Flush(ActorRef region, ActorContext context)
    {
        foreach (var message in _messages) context.Tell(region, message);
        _messages.Clear();
    }

    public RequestFailure? TakeFailure()
    {
        var failure = Failure;
        Failure = null;
        return failure;
    }

    public void Added(KubernetesObject added) => Route(default, added);

    public void Modified(KubernetesObject before, KubernetesObject after) => Route(before, after);

    public void Deleted(KubernetesObject last) => Route(last, default);

    public void Synced(string resourceVersion)
    {
        HasSynced = true;
        foreach (var route in settings.Routes) _messages.Add(new SourceSynced(route.Controller, route.Source));
    }

    public void Failed(RequestFailure failure) => Failure = failure;

    private void Route(KubernetesObject before, KubernetesObject after)
    {
        foreach (var route in settings.Routes)
        {
            switch (route.Role)
            {
                case RouteRole.Primary:
                    _messages.Add(after.IsEmpty ? new PrimaryDeleted(route.Controller, before.Uid, before) : new PrimaryChanged(route.Controller, after.Uid, after, Work));
                    break;
                case RouteRole.Owned:
                    RouteOwned(route, before, after);
                    break;

                // What was there before anything is reconciled has nothing reconciled again.
                case RouteRole.Referenced when HasSynced:
                    _messages.Add(new ReferenceChanged(route.Controller, route.Index, ObjectKey.Of(after.IsEmpty ? before : after)));
                    break;
                case RouteRole.Mapped when HasSynced:
                    RouteMapped(route, before, after);
                    break;
            }
        }
    }

    private WorkClass Work => HasSynced ? WorkClass.Event : WorkClass.Initial;

    /// <summary>To whom it belongs. One that changes hands is gone for the one and new for the other.</summary>
    private void RouteOwned(IngestRoute route, KubernetesObject before, KubernetesObject after)
    {
        var (from, to) = (OwnerOf(before, route.Controller), OwnerOf(after, route.Controller));
        if (from is not null && from != to) _messages.Add(new ChildDeleted(route.Controller, from, new Child(route.Index, before)));
        if (to is not null) _messages.Add(new ChildChanged(route.Controller, to, new Child(route.Index, after), Work));
    }

    private static string? OwnerOf(KubernetesObject subject, ControllerSpec controller) =>
        !subject.IsEmpty && !subject.ControllerUidUtf8.IsEmpty && subject.Controller is { } owner && controller.Kind.Is(owner.ApiVersion, owner.Kind) ? owner.Uid : null;

    private void RouteMapped(IngestRoute route, KubernetesObject before, KubernetesObject after)
    {
        var names = new HashSet<ObjectKey>();
        if (!before.IsEmpty) names.UnionWith(route.Map!(before));
        if (!after.IsEmpty) names.UnionWith(route.Map!(after));
        foreach (var name in names) _messages.Add(new ReconcileNamed(route.Controller, name, IsUrgent: true));
    }
}
