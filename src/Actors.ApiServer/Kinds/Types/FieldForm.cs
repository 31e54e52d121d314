namespace Actors.ApiServer.Kinds;

/// <summary>The forms a value may have to have.</summary>
internal enum FieldForm
{
    /// <summary>A DNS label (RFC 1123).</summary>
    Label,

    /// <summary>A DNS subdomain (RFC 1123).</summary>
    Subdomain,

    /// <summary>The name of a port: at most 15 small letters, digits and hyphens with a letter among them.</summary>
    PortName,

    /// <summary>A number of a port, 1 to 65535.</summary>
    Port,

    /// <summary>The number or the name of a port.</summary>
    PortOrName,

    /// <summary>A number not below 0, or a percentage.</summary>
    IntOrPercent,

    /// <summary>A number above 0.</summary>
    Positive,

    /// <summary>A map of labels.</summary>
    Labels,
}
