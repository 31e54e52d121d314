using Actors.Kubernetes.Models;
using Actors.Objects;

namespace Actors.Kubernetes;

/// <summary>What objects are to a client's caller: how they are read, and written.</summary>
internal abstract class ObjectCodec<T>
{
    public const string Json = "application/json";

    public virtual string Accept => Json;

    public virtual string AcceptList => Json;

    /// <summary>What is kept of objects that come as bytes.</summary>
    public virtual ObjectContent Content => ObjectContent.Whole;

    public abstract T Read(ReadOnlySpan<byte> json);

    public abstract ResourceList<T> ReadList(ReadOnlySpan<byte> json);

    /// <summary>Reads the first of lines that are whole.</summary>
    public abstract WatchEvent<T> ReadEvent(ReadOnlySpan<byte> lines, out int length);

    public abstract ReadOnlyMemory<byte> Write(T value);

    public abstract string NameOf(T value);

    public abstract string NamespaceOf(T value);

    /// <summary>A watch is told of an error by an event; its reader is told by an exception.</summary>
    protected static WatchEvent ReadOrThrow(ReadOnlySpan<byte> lines, ObjectContent content, out int length)
    {
        var read = WatchEvent.ReadFirst(lines, content, out length);
        if (read.Type == WatchEventType.Error) throw new KubernetesException("watch", KubernetesJson.Deserialize<V1Status>(read.Object.Json.Span));
        return read;
    }
}

/// <summary>Objects as bytes.</summary>
internal sealed class BytesCodec(ObjectContent content) : ObjectCodec<KubernetesObject>
{
    public override ObjectContent Content => content;

    public override KubernetesObject Read(ReadOnlySpan<byte> json) => KubernetesObject.Parse(json, content);

    public override ResourceList<KubernetesObject> ReadList(ReadOnlySpan<byte> json)
    {
        var list = ObjectList.Parse(json, content);
        return new ResourceList<KubernetesObject>(list.ResourceVersion, list.Continue, list.RemainingItemCount, list.ShardSelector, list.Items);
    }

    public override WatchEvent<KubernetesObject> ReadEvent(ReadOnlySpan<byte> lines, out int length)
    {
        var read = ReadOrThrow(lines, content, out length);
        return new WatchEvent<KubernetesObject>(read.Type, read.Object);
    }

    public override ReadOnlyMemory<byte> Write(KubernetesObject value) => value.Json;

    public override string NameOf(KubernetesObject value) => value.Name;

    public override string NamespaceOf(KubernetesObject value) => value.Namespace;
}

/// <summary>Objects of which the server sends the metadata only (KEP-2334).</summary>
internal sealed class MetadataCodec : ObjectCodec<KubernetesObject>
{
    // What an old server does not know it answers in full; the rest is then dropped here.
    private readonly BytesCodec _bytes = new(ObjectContent.MetadataOnly);

    public override string Accept => "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";

    public override string AcceptList => "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

    public override ObjectContent Content => ObjectContent.MetadataOnly;

    public override KubernetesObject Read(ReadOnlySpan<byte> json) => _bytes.Read(json);

    public override ResourceList<KubernetesObject> ReadList(ReadOnlySpan<byte> json) => _bytes.ReadList(json);

    public override WatchEvent<KubernetesObject> ReadEvent(ReadOnlySpan<byte> lines, out int length) => _bytes.ReadEvent(lines, out length);

    public override ReadOnlyMemory<byte> Write(KubernetesObject value) =>
        throw new NotSupportedException("A client for metadata cannot write objects, of which it has no more than that: patch them");

    public override string NameOf(KubernetesObject value) => value.Name;

    public override string NamespaceOf(KubernetesObject value) => value.Namespace;
}

/// <summary>Objects as models.</summary>
internal sealed class ModelCodec<T> : ObjectCodec<T>
    where T : IKubernetesObject
{
    public override T Read(ReadOnlySpan<byte> json) => KubernetesJson.Deserialize<T>(json);

    public override ResourceList<T> ReadList(ReadOnlySpan<byte> json)
    {
        var list = KubernetesJson.Deserialize<KubernetesList<T>>(json);
        var metadata = list.Metadata;
        return new ResourceList<T>(
            metadata.ResourceVersion ?? "", metadata.Continue ?? "", metadata.RemainingItemCount, metadata.ShardInfo?.Selector ?? "", [.. list.Items]);
    }

    public override WatchEvent<T> ReadEvent(ReadOnlySpan<byte> lines, out int length)
    {
        var read = ReadOrThrow(lines, ObjectContent.Whole, out length);
        return new WatchEvent<T>(read.Type, Read(read.Object.Json.Span));
    }

    public override ReadOnlyMemory<byte> Write(T value) => KubernetesJson.SerializeToUtf8Bytes(value);

    public override string NameOf(T value) => value.Metadata.Name ?? "";

    public override string NamespaceOf(T value) => value.Metadata.Namespace ?? "";
}
