namespace Actors.ApiServer.Kinds;

/// <summary>What a value of a built-in kind is.</summary>
internal enum ValueKind
{
    Text,
    Int32,
    Int64,
    Float,
    Flag,

    /// <summary>Bytes in base64.</summary>
    Bytes,

    /// <summary>An amount with a suffix, such as <c>500m</c> or <c>1Gi</c>.</summary>
    Quantity,

    /// <summary>A time to the second.</summary>
    Time,

    /// <summary>A time to the microsecond.</summary>
    MicroTime,

    /// <summary>A span of time, such as <c>1m30s</c>.</summary>
    Duration,

    IntOrString,

    /// <summary>Any JSON.</summary>
    Json,

    /// <summary>The fields somebody owns, as managedFields has them.</summary>
    OwnedFields,

    /// <summary>An object of any kind.</summary>
    RawObject,

    Object,
    List,
    Map,
}
