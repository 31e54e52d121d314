namespace Actors.ApiServer.Resources;

/// <summary>Which names the objects of a kind may have.</summary>
internal enum NameRule
{
    /// <summary>A DNS subdomain (RFC 1123) of at most 253 characters.</summary>
    Subdomain,

    /// <summary>A DNS label (RFC 1123) of at most 63 characters.</summary>
    Label,

    /// <summary>A DNS label that begins with a letter (RFC 1035).</summary>
    ServiceLabel,

    /// <summary>Anything that can be a segment of a path.</summary>
    PathSegment,
}
