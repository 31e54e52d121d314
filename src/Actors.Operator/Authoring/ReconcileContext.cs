using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Running;
using Actors.Operators.Writing;
using Actors.Reconciling;
using Microsoft.Extensions.Logging;

namespace Actors.Operators;

/// <summary>What a reconcile gets: its object, what belongs to it, and ways to write that cannot do harm. Good for one call: afterwards it writes nothing.</summary>
public sealed partial class ReconcileContext<T>
    where T : class, IKubernetesObject
{
    // What is not the author's to change by writing.
    private static readonly string[] ServersOwn = ["apiVersion", "kind", "metadata", "status"];
    private static readonly string[] WritableMetadata = ["labels", "annotations", "finalizers", "ownerReferences"];

    private readonly Lock _gate = new();
    private readonly Controller _controller;
    private readonly ReconcileWriter _writer;
    private readonly TimeProvider _time;
    private KubernetesObject _decoded;
    private T _object;

    internal ReconcileContext(Controller controller, Reconcile run, ReconcileWriter writer, EventRecorder events, TimeProvider time)
    {
        (_controller, _writer, _time) = (controller, writer, time);
        (Attempt, Events, _decoded) = (run.Attempt, events, run.Object);
        _object = Decode(run.Object);
    }

    /// <summary>The object in the latest version known. The caller's own: changing it changes nothing else.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The word for it in Kubernetes.")]
    public T Object
    {
        get
        {
            lock (_gate)
            {
                var latest = _writer.Object;
                if (latest != _decoded) (_decoded, _object) = (latest, Decode(latest));
                return _object;
            }
        }
    }

    /// <summary>1 for the first try, higher after failures in a row.</summary>
    public int Attempt { get; }

    /// <summary>A logger that says of each line which object it is about.</summary>
    public ILogger Logger => _controller.Log;

    /// <summary>Records events about the object: what <c>kubectl describe</c> shows. Never waits, never fails.</summary>
    public EventRecorder Events { get; }

    /// <summary>The cluster itself, for what the rest cannot do. Reads here ask the server.</summary>
    public KubernetesClient Client => _writer.Client;

    /// <summary>The objects of an owned kind whose controller the object is, as far as they are known here, own writes included. Asks no server.</summary>
    /// <exception cref="InvalidOperationException">The kind was not named with <c>Owns</c>.</exception>
    public IReadOnlyList<TChild> Children<TChild>()
        where TChild : class, IKubernetesObject => [.. Known<TChild>().Select(static child => DecodeChild<TChild>(child.Object))];

    /// <summary>The one of that name; null if there is none.</summary>
    /// <inheritdoc cref="Children{TChild}"/>
    public TChild? Child<TChild>(string name)
        where TChild : class, IKubernetesObject
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        foreach (var child in Known<TChild>())
        {
            if (child.Object.Name == name) return DecodeChild<TChild>(child.Object);
        }

        return null;
    }

    /// <summary>
    /// Has an object that belongs to this one be as wanted (server-side apply, with the operator as field manager): creates it, with this object as its controller
    /// owner, or changes what differs. Fields that are not given are left alone, and given up if they were given before. Nothing is sent if the object is known to be so already.
    /// An object of a kind that is not named with <c>Owns</c> is not known here: it is applied each time, and nobody sees when it is changed.
    /// </summary>
    /// <param name="wanted">Name and all that is wanted; the namespace is the object's.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The object as it is now.</returns>
    /// <exception cref="ArgumentException">It has no name, is in another namespace, or has another controller.</exception>
    /// <exception cref="InvalidOperationException">The reconcile has ended, or was asked to.</exception>
    /// <exception cref="KubernetesException">The server refuses it.</exception>
    public async Task<TChild> ApplyAsync<TChild>(TChild wanted, CancellationToken cancellation = default)
        where TChild : class, IKubernetesObject
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var kind = KubernetesEntity.Of<TChild>();
        var child = WantedChild.Of(wanted, kind, _writer.Object, _controller.Kind);
        return DecodeChild<TChild>(await _writer.ApplyAsync(kind, child, cancellation).ConfigureAwait(false));
    }

    /// <summary>Deletes an object that belongs to this one, if it is still the one that is known. None of that name is no error.</summary>
    /// <exception cref="InvalidOperationException">The kind was not named with <c>Owns</c>; or the reconcile has ended, or was asked to.</exception>
    public async Task DeleteAsync<TChild>(string name, CancellationToken cancellation = default)
        where TChild : class, IKubernetesObject
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _writer.ThrowIfClosed();
        foreach (var child in Known<TChild>())
        {
            if (child.Object.Name == name) await _writer.DeleteAsync(KubernetesEntity.Of<TChild>(), child, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Writes what <paramref name="change"/> has changed in the object's status, and nothing else, if the object is still of this version. Nothing is sent if nothing differs.
    /// </summary>
    /// <param name="change">Changes the status of the object it is given: as the server has it, whatever was changed in <see cref="Object"/>, which is renewed afterwards.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">The reconcile has ended, or was asked to.</exception>
    /// <exception cref="KubernetesException">Somebody else has changed the object: the reconcile fails and is tried again with what it is then.</exception>
    public Task UpdateStatusAsync(Action<T> change, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _writer.PatchAsync(subject => Difference(subject, change, StatusOnly, isStatus: true), "status", cancellation);
    }

    /// <summary>As <see cref="UpdateStatusAsync"/>, for the spec, labels, annotations, finalizers, owners, and whatever else the kind has beside its status.</summary>
    public Task UpdateAsync(Action<T> change, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _writer.PatchAsync(subject => Difference(subject, change, AllButStatus, isStatus: false), "", cancellation);
    }

    /// <summary>Brings a condition of the object's status up to date, with the object's generation and the present time: for use within <see cref="UpdateStatusAsync"/>.</summary>
    /// <param name="conditions">The status's conditions.</param>
    /// <param name="type">Which one, such as <c>Ready</c>.</param>
    /// <param name="isTrue">Whether it holds; null if that is not known.</param>
    /// <param name="reason">Why, in one CamelCase word for programs.</param>
    /// <param name="message">Why, for people.</param>
    /// <returns>Whether anything changed.</returns>
    public bool SetCondition(IList<V1Condition> conditions, string type, bool? isTrue, string reason, string message)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        var status = isTrue switch { true => V1Condition.True, false => V1Condition.False, null => V1Condition.Unknown };
        var condition = new V1Condition { Type = type, Status = status, Reason = reason, Message = message, ObservedGeneration = _writer.Object.Generation };
        return Conditions.Set(conditions, condition, _time.GetUtcNow());
    }

    private IEnumerable<Child> Known<TChild>()
        where TChild : class, IKubernetesObject
    {
        var kind = KubernetesEntity.Of<TChild>();
        var index = _controller.IndexOfOwned(new GroupKind(kind.Group, kind.Kind));
        if (index < 0) throw new InvalidOperationException($"The controller {_controller.Spec.Name} does not own {kind.Kind}: say so with Owns<{typeof(TChild).Name}>()");
        return _writer.Children.Where(child => child.Kind == index);
    }

    private static JsonObject? Difference(KubernetesObject subject, Action<T> change, Func<JsonObject, JsonObject> part, bool isStatus)
    {
        var copy = Decode(subject);
        var before = part(ToJson(copy));
        change(copy);
        var after = part(ToJson(copy));

        // The status is the controller's, down to fields that its model always has; what others want is only changed where the author has changed it.
        return MergeDiff.Between(before, after, isStatus ? part((JsonObject)JsonNode.Parse(subject.Json.Span)!) : before);
    }

    private static JsonObject ToJson(T subject) => (JsonObject)JsonSerializer.SerializeToNode(subject, subject.GetType(), KubernetesJson.Options)!;

    private static JsonObject StatusOnly(JsonObject whole)
    {
        var part = new JsonObject();
        if (whole["status"] is { } status) part["status"] = status.DeepClone();
        return part;
    }

    private static JsonObject AllButStatus(JsonObject whole)
    {
        var metadata = new JsonObject();
        foreach (var name in WritableMetadata)
        {
            if (whole["metadata"]?[name] is { } value) metadata[name] = value.DeepClone();
        }

        var part = new JsonObject { ["metadata"] = metadata };
        foreach (var (name, value) in whole)
        {
            if (!ServersOwn.Contains(name)) part[name] = value?.DeepClone();
        }

        return part;
    }

    private static T Decode(KubernetesObject subject)
    {
        try
        {
            return subject.As<T>();
        }
        catch (JsonException failure)
        {
            throw new UndecodableObjectException(subject, failure);
        }
    }

    private static TChild DecodeChild<TChild>(KubernetesObject child)
        where TChild : class, IKubernetesObject
    {
        try
        {
            return child.As<TChild>();
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{child.Kind} {ObjectKey.Of(child)} cannot be read: {failure.Message}", failure);
        }
    }
}
