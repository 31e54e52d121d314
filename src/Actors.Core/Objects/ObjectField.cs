namespace Actors.Objects;

/// <summary>What a scan finds of an object and its header keeps the places of. Strings are kept without their quotes, all else as it is written.</summary>
internal enum ObjectField
{
    ApiVersion,
    Kind,
    Metadata,
    Name,
    Namespace,
    Uid,
    ResourceVersion,
    Generation,
    CreationTimestamp,
    DeletionTimestamp,
    Labels,
    Annotations,
    Finalizers,
    OwnerReferences,
    ControllerUid,
    Spec,
    Status,
}
