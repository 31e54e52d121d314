using Actors.Kubernetes.Models;
using Actors.Objects;

namespace Actors.Operators.Events;

/// <summary>Whom events are about.</summary>
internal sealed record EventSubject(string ApiVersion, string Kind, string Namespace, string Name, string Uid)
{
    /// <summary>Where events about it are: those about objects of the whole cluster are in the default namespace.</summary>
    public string EventNamespace => Namespace.Length > 0 ? Namespace : "default";

    public static EventSubject Of(KubernetesObject subject) => new(subject.ApiVersion, subject.Kind, subject.Namespace, subject.Name, subject.Uid);

    public V1ObjectReference ToReference() => new() { ApiVersion = ApiVersion, Kind = Kind, Namespace = Namespace.Length > 0 ? Namespace : null, Name = Name, Uid = Uid };

    public override string ToString() => $"{Kind} {new ObjectKey(Namespace, Name)}";
}

/// <summary>Something that happened to an object.</summary>
/// <param name="Subject">To which.</param>
/// <param name="Type"><c>Normal</c> or <c>Warning</c>.</param>
/// <param name="Reason">For programs.</param>
/// <param name="Message">For people.</param>
internal sealed record ObjectEvent(EventSubject Subject, string Type, string Reason, string Message)
{
    /// <summary>Whether several replicas say the same: then there is one event of it, whoever comes first.</summary>
    public bool IsOfAll { get; init; }
}
