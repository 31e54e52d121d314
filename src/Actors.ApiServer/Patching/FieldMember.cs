namespace Actors.ApiServer.Patching;

/// <summary>A member an object is known to have.</summary>
internal sealed class FieldMember(string name, Func<FieldType> type)
{
    private readonly Lazy<FieldType> _type = new(type, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The step that leads to it.</summary>
    public PathElement Element { get; } = PathElement.Field(name);

    /// <summary>Its type, made when it is first needed: schemas may contain themselves.</summary>
    public FieldType Type => _type.Value;
}
