namespace Actors.ApiServer.Patching;

/// <summary>Which of the forms a <see cref="FieldType"/> allows a value has.</summary>
internal enum FieldForm
{
    Map,
    Scalar,
    List,
}
