namespace Actors.Kubernetes.Models;

/// <summary>The family of suffixes a <see cref="Quantity"/> is written with.</summary>
public enum QuantityFormat
{
    /// <summary>Powers of 1000: <c>n u m</c>, none, <c>k M G T P E</c>. Such as <c>500m</c>, <c>12M</c>.</summary>
    DecimalSI,

    /// <summary>Powers of 1024: none, <c>Ki Mi Gi Ti Pi Ei</c>. Such as <c>12Mi</c>.</summary>
    BinarySI,

    /// <summary>An exponent of ten that is a multiple of three: <c>12e6</c>.</summary>
    DecimalExponent,
}
