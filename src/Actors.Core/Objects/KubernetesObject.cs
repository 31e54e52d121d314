using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Actors.Objects;

/// <summary>
/// A Kubernetes object as the JSON the server sent, with a view of its metadata. One array holds both, and nothing else is allocated for it: 68 bytes of places
/// (136 where all of it is 64 KB or more), then the bytes. Strings are made when asked for; the <c>Utf8</c> members show the bytes themselves, as they are
/// written in JSON.
/// </summary>
/// <remarks>An object does not change. What is not there is empty, 0 or null.</remarks>
public readonly struct KubernetesObject : IEquatable<KubernetesObject>
{
    private readonly byte[]? _data;

    private KubernetesObject(byte[] data) => _data = data;

    /// <summary>Whether this stands for no object.</summary>
    public bool IsEmpty => _data is null;

    /// <summary>The object's JSON: UTF-8, as far as it was kept.</summary>
    public ReadOnlyMemory<byte> Json => _data is null ? default : _data.AsMemory(ObjectHeader.Size(_data));

    /// <summary>The group and version of its kind, such as <c>apps/v1</c>.</summary>
    public string ApiVersion => Text(ObjectField.ApiVersion);

    /// <summary>Its kind, such as <c>Deployment</c>.</summary>
    public string Kind => Text(ObjectField.Kind);

    /// <summary>Its name, unique among its kind in its namespace.</summary>
    public string Name => Text(ObjectField.Name);

    /// <summary>Its namespace; empty for an object of the whole cluster.</summary>
    public string Namespace => Text(ObjectField.Namespace);

    /// <summary>What tells it from all other objects there are or ever were.</summary>
    public string Uid => Text(ObjectField.Uid);

    /// <summary>Which version of it this is: opaque but for comparison with others of the same kind (KEP-5504).</summary>
    public string ResourceVersion => Text(ObjectField.ResourceVersion);

    /// <summary>How often what is wanted of it has changed.</summary>
    public long Generation => Utf8Parser.TryParse(Utf8(ObjectField.Generation), out long generation, out _) ? generation : 0;

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreationTimestamp => Time(ObjectField.CreationTimestamp);

    /// <summary>When it is to be gone; null unless somebody has asked for its deletion.</summary>
    public DateTimeOffset? DeletionTimestamp => Time(ObjectField.DeletionTimestamp);

    /// <summary>Whether somebody has asked for its deletion.</summary>
    public bool IsBeingDeleted => !Slice(ObjectField.DeletionTimestamp).IsEmpty;

    /// <summary>Its labels.</summary>
    public StringMapView Labels => new(_data, Slice(ObjectField.Labels));

    /// <summary>Its annotations.</summary>
    public StringMapView Annotations => new(_data, Slice(ObjectField.Annotations));

    /// <summary>Who must be done with it before it is gone.</summary>
    public IReadOnlyList<string> Finalizers => ReadFinalizers();

    /// <summary>Whom it belongs to.</summary>
    public IReadOnlyList<OwnerReferenceView> OwnerReferences => ReadOwners();

    /// <summary>The one owner that manages it, if there is one.</summary>
    public OwnerReferenceView? Controller => OwnerReferences.Cast<OwnerReferenceView?>().LastOrDefault(static owner => owner!.Value.IsController);

    /// <summary><see cref="Name"/> as it is written.</summary>
    public ReadOnlySpan<byte> NameUtf8 => Utf8(ObjectField.Name);

    /// <summary><see cref="Namespace"/> as it is written.</summary>
    public ReadOnlySpan<byte> NamespaceUtf8 => Utf8(ObjectField.Namespace);

    /// <summary><see cref="Uid"/> as it is written.</summary>
    public ReadOnlySpan<byte> UidUtf8 => Utf8(ObjectField.Uid);

    /// <summary>The uid of the owner that manages it, as it is written.</summary>
    public ReadOnlySpan<byte> ControllerUidUtf8 => Utf8(ObjectField.ControllerUid);

    /// <summary><see cref="ResourceVersion"/> as it is written.</summary>
    public ReadOnlySpan<byte> ResourceVersionUtf8 => Utf8(ObjectField.ResourceVersion);

    /// <summary>The JSON of its <c>metadata</c>.</summary>
    public ReadOnlySpan<byte> MetadataJson => Utf8(ObjectField.Metadata);

    /// <summary>The JSON of its <c>spec</c>.</summary>
    public ReadOnlySpan<byte> SpecJson => Utf8(ObjectField.Spec);

    /// <summary>The JSON of its <c>status</c>.</summary>
    public ReadOnlySpan<byte> StatusJson => Utf8(ObjectField.Status);

    /// <summary>Takes a copy of one object's JSON.</summary>
    /// <param name="json">The object in UTF-8, with white space around it or not.</param>
    /// <param name="content">What to keep.</param>
    /// <exception cref="MalformedObjectException">It is not one JSON object, or its metadata is not as Kubernetes writes it.</exception>
    public static KubernetesObject Parse(ReadOnlySpan<byte> json, ObjectContent content = ObjectContent.WithoutManagedFields)
    {
        var cursor = new JsonCursor(json);
        var parsed = Read(json, ref cursor, content);
        if (cursor.Peek() != 0 || cursor.Position < json.Length) throw cursor.Malformed("the end");
        return parsed;
    }

    /// <summary>The number of its version, by which versions of one kind can be put in order; false if it has none.</summary>
    public bool TryGetVersionNumber(out ulong number) =>
        Utf8Parser.TryParse(ResourceVersionUtf8, out number, out var used) && used == ResourceVersionUtf8.Length;

    /// <summary>Whether both have the same JSON.</summary>
    public bool Equals(KubernetesObject other) => ReferenceEquals(_data, other._data) || Json.Span.SequenceEqual(other.Json.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KubernetesObject other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)Kernel.Fnv1a.Hash(UidUtf8) * 31) ^ Json.Length;

    /// <summary>Whether both have the same JSON.</summary>
    public static bool operator ==(KubernetesObject left, KubernetesObject right) => left.Equals(right);

    /// <summary>Whether their JSON differs.</summary>
    public static bool operator !=(KubernetesObject left, KubernetesObject right) => !left.Equals(right);

    /// <summary>Kind, namespace and name, as kubectl prints them, and the version.</summary>
    public override string ToString() => IsEmpty ? "no object" : $"{Kind} {(Namespace.Length == 0 ? Name : $"{Namespace}/{Name}")}@{ResourceVersion}";

    /// <summary>Takes a copy of the object the cursor stands at and leaves the cursor behind it.</summary>
    internal static KubernetesObject Read(ReadOnlySpan<byte> json, ref JsonCursor cursor, ObjectContent content)
    {
        ObjectScan.Read(json, ref cursor, out var scan);
        return Copy(json, scan, content, default);
    }

    /// <summary>Takes a copy of the object a scan has found.</summary>
    internal static KubernetesObject Copy(ReadOnlySpan<byte> json, in ObjectScan scan, ObjectContent content, TypeMeta type) =>
        new(ObjectCopier.Copy(json, scan, content, type));

    private JsonSlice Slice(ObjectField field) => _data is null ? default : ObjectHeader.Find(_data, field);

    private ReadOnlySpan<byte> Utf8(ObjectField field) => Slice(field).Of(_data);

    private string Text(ObjectField field) => JsonText.Decode(Utf8(field));

    private DateTimeOffset? Time(ObjectField field) =>
        DateTimeOffset.TryParse(Encoding.UTF8.GetString(Utf8(field)), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>Whether <paramref name="finalizer"/> is among <see cref="Finalizers"/>. Makes no strings.</summary>
    public bool HasFinalizer(string finalizer)
    {
        var slice = Slice(ObjectField.Finalizers);
        if (slice.IsEmpty) return false;
        var cursor = new JsonCursor(_data.AsSpan(0, slice.End), slice.Start + 1);
        var isFirst = true;
        while (cursor.NextElement(ref isFirst))
        {
            if (JsonText.Says(cursor[cursor.TakeString("a finalizer as a string")], finalizer)) return true;
        }

        return false;
    }

    private List<string> ReadFinalizers()
    {
        var finalizers = new List<string>();
        var slice = Slice(ObjectField.Finalizers);
        if (slice.IsEmpty) return finalizers;
        var cursor = new JsonCursor(_data.AsSpan(0, slice.End), slice.Start + 1);
        var isFirst = true;
        while (cursor.NextElement(ref isFirst)) finalizers.Add(JsonText.Decode(cursor[cursor.TakeString("a finalizer as a string")]));
        return finalizers;
    }

    private List<OwnerReferenceView> ReadOwners()
    {
        var owners = new List<OwnerReferenceView>();
        var slice = Slice(ObjectField.OwnerReferences);
        if (slice.IsEmpty) return owners;
        var bytes = _data.AsSpan(0, slice.End);
        var cursor = new JsonCursor(bytes, slice.Start + 1);
        var isFirst = true;
        while (cursor.NextElement(ref isFirst))
        {
            var owner = OwnerScan.Read(bytes, ref cursor);
            owners.Add(new OwnerReferenceView(
                JsonText.Decode(cursor[owner.ApiVersion]), JsonText.Decode(cursor[owner.Kind]), JsonText.Decode(cursor[owner.Name]), JsonText.Decode(cursor[owner.Uid]), owner.IsController));
        }

        return owners;
    }
}
