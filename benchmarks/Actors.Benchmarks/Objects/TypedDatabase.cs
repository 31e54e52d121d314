using System.Text.Json.Serialization;

namespace Actors.Benchmarks.Objects;

/// <summary>What the serializer makes of a custom resource: the types an operator's author would write.</summary>
public sealed record TypedDatabase(string ApiVersion, string Kind, TypedMetadata Metadata, TypedSpec Spec, TypedStatus? Status);

/// <summary>A custom resource of which only the metadata is wanted.</summary>
public sealed record TypedPartial(string ApiVersion, string Kind, TypedMetadata Metadata);

public sealed record TypedMetadata(
    string Name,
    string? Namespace,
    string Uid,
    string ResourceVersion,
    long Generation,
    DateTimeOffset? CreationTimestamp,
    DateTimeOffset? DeletionTimestamp,
    Dictionary<string, string>? Labels,
    Dictionary<string, string>? Annotations,
    List<string>? Finalizers,
    List<TypedOwner>? OwnerReferences);

public sealed record TypedOwner(string ApiVersion, string Kind, string Name, string Uid, bool? Controller);

public sealed record TypedSpec(string Engine, string Version, string StorageSize, string? Username, int Replicas, Dictionary<string, string>? Parameters);

public sealed record TypedStatus(long? ObservedGeneration, string? Phase);

[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720", Justification = "The field's name in the API.")]
public sealed record TypedEvent(string Type, TypedPartial Object);

public sealed record TypedList(string ApiVersion, string Kind, List<TypedDatabase> Items);

/// <summary>Generated code, the serializer's fastest way.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TypedEvent))]
[JsonSerializable(typeof(TypedList))]
internal sealed partial class TypedContext : JsonSerializerContext;
