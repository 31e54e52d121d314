using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Resources;

/// <summary>What a kind adds to the rules all objects obey. Each method may change the object it is given; none looks elsewhere.</summary>
internal abstract class ObjectRules
{
    /// <summary>A kind that adds nothing.</summary>
    public static readonly ObjectRules None = new Empty();

    /// <summary>Whether <see cref="Validate"/> and <see cref="ValidateStatus"/> see to the metadata too, which else is done for them.</summary>
    public virtual bool ChecksMetadata => false;

    /// <summary>Whether objects may have parts that are <see cref="RawJson"/>: the spec, in changes of the status, and the managed fields.</summary>
    public virtual bool TakesRawParts => false;

    /// <summary>Brings an object just read from a request into form: drops what the kind does not have, fills in what was left out.</summary>
    /// <returns>The paths of what was dropped.</returns>
    public virtual IReadOnlyList<string> Decode(JsonObject value) => [];

    /// <summary>Brings an object of another version or an older definition into the form of this one.</summary>
    public virtual void Convert(JsonObject value)
    {
    }

    /// <summary>Makes of an object stored under an earlier definition what it is under this one.</summary>
    public virtual void Refresh(JsonObject value)
    {
    }

    /// <summary>Where in stored objects a field is that can be selected by; the first of these that is there counts.</summary>
    public virtual IReadOnlyList<string> StoredFields(string path) => [path];

    /// <summary>Sets what the server and not its client decides when an object comes to be.</summary>
    public virtual void PrepareForCreate(JsonObject value)
    {
    }

    /// <summary>Sets what the server and not its client decides when an object changes.</summary>
    public virtual void PrepareForUpdate(JsonObject value, JsonObject old)
    {
    }

    /// <summary>Seconds an object has to end in once its deletion is asked for; null for kinds that are gone at once.</summary>
    /// <param name="value">The object.</param>
    /// <param name="wanted">What the client asks for; null for the object's own.</param>
    public virtual long? GracePeriodSeconds(JsonObject value, long? wanted) => null;

    /// <summary>What is wrong with an object.</summary>
    /// <param name="value">The object as it shall be.</param>
    /// <param name="old">The object as it is; null if it is new.</param>
    public virtual IReadOnlyList<FieldError> Validate(JsonObject value, JsonObject? old) => [];

    /// <summary>What is wrong with an object whose status alone changes.</summary>
    public virtual IReadOnlyList<FieldError> ValidateStatus(JsonObject value, JsonObject old) => Validate(value, old);

    /// <summary>What a client should know of an object that is none the less taken.</summary>
    public virtual IReadOnlyList<string> Warnings(JsonObject value, JsonObject? old) => [];

    private sealed class Empty : ObjectRules;
}
