namespace Actors.ApiServer.Schemas;

/// <summary>What is wrong with a field; the names are those of <c>metav1.CauseType</c> without the prefix <c>FieldValue</c>.</summary>
internal enum FieldErrorType
{
    Invalid,
    TypeInvalid,
    Required,
    Duplicate,
    NotSupported,
    NotFound,
    Forbidden,
    TooLong,
    TooMany,
    Internal,
}
