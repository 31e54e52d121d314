using System.Globalization;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Verbs;

namespace Actors.ApiServer.Workloads;

/// <summary>Carries out what controllers decide.</summary>
internal sealed class WriteExecutor(ObjectRegistry registry, EventRecorder events)
{
    private readonly Dictionary<string, ResourceKind> _kinds = ResourceNames.All.ToDictionary(static name => name, name => KindOf(registry, name), StringComparer.Ordinal);

    /// <exception cref="StatusException">The server refuses it: the object changed meanwhile (409, 404), or what was decided cannot be.</exception>
    public void Execute(Write write, string component)
    {
        switch (write)
        {
            case CreateWrite create:
                Create(create, component);
                break;
            case UpdateWrite update:
                var kind = _kinds[update.Target.Resource];
                var change = new ControlledUpdate(update) { Subresource = SubresourceOf(update.Part) };
                registry.Update(kind, update.Target.Namespace, update.Target.Name, change, WriteOptions.Internal);
                break;
            case DeleteWrite delete:
                var options = new DeleteOptions { Uid = delete.Target.Uid, GracePeriodSeconds = delete.IsForced ? 0 : null, PropagationPolicy = "Background" };
                registry.Delete(_kinds[delete.Target.Resource], delete.Target.Namespace, delete.Target.Name, options);
                break;
            case EventWrite told:
                Tell(told, component);
                break;
            default:
                throw new ArgumentException($"there is no way to carry out a {write.GetType().Name}", nameof(write));
        }
    }

    private void Create(CreateWrite create, string component)
    {
        var kind = _kinds[create.Resource];
        var (apiVersion, name) = ResourceNames.TypeOf(create.Resource);
        create.Value["kind"] = name;
        create.Value["apiVersion"] = apiVersion;
        kind.Rules.Decode(create.Value);
        try
        {
            var created = registry.Create(kind, ObjectMeta.Text(ObjectMeta.Of(create.Value), "namespace"), create.Value, WriteOptions.Internal);
            if (create.Announcement is { } announcement)
                Tell(new EventWrite(announcement.About, announcement.Reason, string.Format(CultureInfo.InvariantCulture, announcement.Message, created.Name)), component);
        }
        catch (StatusException refused) when (create.Announcement is not null && refused.Status.Code is not 409)
        {
            Tell(new EventWrite(create.Announcement.About, "FailedCreate", $"Error creating: {refused.Message}", IsWarning: true), component);
            throw;
        }
    }

    /// <summary>An event that cannot be told, as in a namespace that is ending, is let go: nothing hangs on it.</summary>
    private void Tell(EventWrite told, string component)
    {
        try
        {
            events.Record(told, component);
        }
        catch (StatusException refused) when (refused.Status.Code is 403 or 404 or 409)
        {
        }
    }

    private static string SubresourceOf(ObjectPart part) => part switch
    {
        ObjectPart.Wanted => "",
        ObjectPart.Status => "status",
        _ => "binding",
    };

    private static ResourceKind KindOf(ObjectRegistry registry, string name)
    {
        var (apiVersion, kind) = ResourceNames.TypeOf(name);
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return registry.Resources.FindKind(slash < 0 ? "" : apiVersion[..slash], apiVersion[(slash + 1)..], kind)
            ?? throw new InvalidOperationException($"the server has no {apiVersion} {kind}, which the simulated workloads need");
    }
}
