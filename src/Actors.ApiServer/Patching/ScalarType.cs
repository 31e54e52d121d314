namespace Actors.ApiServer.Patching;

/// <summary>Which scalars a <see cref="FieldType"/> allows.</summary>
internal enum ScalarType
{
    /// <summary>None: it is an object or a list.</summary>
    None,

    /// <summary>Any of them.</summary>
    Untyped,

    Numeric,
    String,
    Boolean,
}
