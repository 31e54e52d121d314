using System.Buffers;
using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;
using Actors.ApiServer.Tables;
using Actors.Objects;

namespace Actors.ApiServer.Verbs;

/// <summary>Writes objects in the version and form one request wants them.</summary>
internal sealed class ObjectForms
{
    private readonly ResourceKind _kind;
    private readonly TableWriter? _table;
    private readonly int _typePrefix;

    public ObjectForms(ApiRequest request, bool isList, TimeProvider time)
    {
        _kind = request.Kind;
        Form = Negotiation.Choose(request.Http.Request, isList);
        // Built-in objects say their kind first, and in lists not at all: the list has said it.
        _typePrefix = _kind.IsCustom ? 0 : ObjectWriter.TypePrefix(_kind).Length;
        if (Form == AnswerForm.Table) _table = new TableWriter(_kind, request.Query.Text("includeObject"), time.GetUtcNow());
    }

    public AnswerForm Form { get; }

    /// <summary>Whether an object is made into another that all get alike who want this version and form. Tables tell ages, and are of one request.</summary>
    public bool CanShare => Form == AnswerForm.Metadata || (Form == AnswerForm.Plain && _kind.Version != _kind.StorageVersion);

    /// <summary>An object that is answered by itself.</summary>
    public ReadOnlyMemory<byte> One(KubernetesObject value) => Form switch
    {
        AnswerForm.Metadata => Metadata(value),
        AnswerForm.Table => ObjectWriter.Bytes(_table!.Table([value], new JsonObject { ["resourceVersion"] = value.ResourceVersion })),
        _ => Versioned(value).Json,
    };

    /// <summary>The object of a watch's event.</summary>
    /// <param name="value">The object.</param>
    /// <param name="isFirst">Whether it is the first of the watch: only there tables describe their columns.</param>
    public ReadOnlyMemory<byte> Event(KubernetesObject value, bool isFirst) => Form == AnswerForm.Table
        ? ObjectWriter.Bytes(_table!.Table([value], new JsonObject { ["resourceVersion"] = value.ResourceVersion }, isFirst))
        : One(value);

    /// <summary>Writes an item of a list.</summary>
    public void WriteItem(IBufferWriter<byte> output, KubernetesObject value)
    {
        if (Form == AnswerForm.Metadata)
        {
            WriteMetadata(output, value);
            return;
        }

        var json = Versioned(value).Json.Span;
        if (_typePrefix > 0)
        {
            output.Write("{"u8);
            json = json[_typePrefix..];
        }

        output.Write(json);
    }

    /// <summary>A list as a table.</summary>
    public byte[] Table(IEnumerable<KubernetesObject> objects, JsonObject metadata) => ObjectWriter.Bytes(_table!.Table(objects, metadata));

    /// <summary>An object in the version of its request, as the definition in force has it.</summary>
    private KubernetesObject Versioned(KubernetesObject value)
    {
        if (_kind.StorageRules is null && !ObjectRegistry.IsOutdated(value, _kind)) return value;
        return KubernetesObject.Parse(ObjectWriter.Bytes(ObjectRegistry.Parse(value, _kind)), ObjectContent.Whole);
    }

    private static byte[] Metadata(KubernetesObject value)
    {
        var output = new ArrayBufferWriter<byte>(value.MetadataJson.Length + 128);
        WriteMetadata(output, value);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteMetadata(IBufferWriter<byte> output, KubernetesObject value)
    {
        output.Write("{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/v1\",\"metadata\":"u8);
        output.Write(value.MetadataJson);
        output.Write("}"u8);
    }
}
