namespace Actors.ApiServer.Schemas;

/// <summary>What a schema allows a value to be.</summary>
internal enum SchemaType
{
    /// <summary>Anything: nothing is said of the type.</summary>
    Any,

    Object,
    Array,
    String,
    Integer,
    Number,
    Boolean,

    /// <summary><c>x-kubernetes-int-or-string</c>.</summary>
    IntOrString,
}
