using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>What a controller makes of an object: what to write, in this order, and when to look at it again though nothing changes.</summary>
internal sealed class Decision
{
    private readonly List<Write> _writes = [];

    public IReadOnlyList<Write> Writes => _writes;

    /// <summary>When to look again; null for not before something changes.</summary>
    public DateTimeOffset? Next { get; private set; }

    public void LookAgain(DateTimeOffset? at) => Next = Times.Earlier(Next, at);

    public void Create(string resource, JsonObject value, Announcement? announcement = null) => _writes.Add(new CreateWrite(resource, value, announcement));

    public void Update(ClusterObject target, JsonObject value, ObjectPart part = ObjectPart.Wanted) => _writes.Add(new UpdateWrite(target, value, part));

    /// <summary>Sets the status of an object, unless it says the same already.</summary>
    /// <param name="target">The object.</param>
    /// <param name="value">A copy of it, which gets the status.</param>
    /// <param name="status">The status.</param>
    public void SetStatus(ClusterObject target, JsonObject value, JsonObject status)
    {
        if (value["status"].IsSameAs(status)) return;
        value["status"] = status;
        Update(target, value, ObjectPart.Status);
    }

    public void Delete(ClusterObject target, bool isForced = false) => _writes.Add(new DeleteWrite(target, isForced));

    public void Tell(ClusterObject about, string reason, string message, string? fieldPath = null) =>
        _writes.Add(new EventWrite(about, reason, message, FieldPath: fieldPath));

    public void Warn(ClusterObject about, string reason, string message, string? fieldPath = null) =>
        _writes.Add(new EventWrite(about, reason, message, IsWarning: true, fieldPath));
}
