namespace Actors.ApiServer.Kinds;

/// <summary>The type of a field, of the items of a list or of the values of a map.</summary>
internal sealed record ValueType(ValueKind Kind)
{
    /// <summary>Whether "not given" differs from the zero value (a pointer in the API's own definition).</summary>
    public bool IsPointer { get; init; }

    /// <summary>What a list or map holds.</summary>
    public ValueType? Element { get; init; }

    /// <summary>What an object consists of.</summary>
    public ObjectDefinition? Object { get; init; }

    /// <summary>The other form the value may have; null for none.</summary>
    public ValueType? Alternative { get; init; }

    /// <summary>Whether a value is there even if it was not given: an object within the object that holds it.</summary>
    public bool IsAlwaysThere => Kind == ValueKind.Object && !IsPointer;

    /// <summary>As the messages of a server name it.</summary>
    public string GoName => Kind switch
    {
        ValueKind.Text or ValueKind.Time or ValueKind.MicroTime or ValueKind.Quantity or ValueKind.Duration => "string",
        ValueKind.Int32 or ValueKind.IntOrString => "int32",
        ValueKind.Int64 => "int64",
        ValueKind.Float => "float64",
        ValueKind.Flag => "bool",
        ValueKind.Bytes => "[]uint8",
        ValueKind.Object => $"{Object!.GoPackage}.{Object.Name}",
        ValueKind.List => $"[]{Element!.GoName}",
        ValueKind.Map => $"map[string]{Element!.GoName}",
        _ => "runtime.RawExtension",
    };
}
