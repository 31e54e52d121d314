namespace Actors.ApiServer.CustomResources;

/// <summary>What a definition says of its approval.</summary>
internal enum ApiApprovalState
{
    Missing,
    Invalid,

    /// <summary>Says that it is not approved, and is let through.</summary>
    Bypassed,

    Approved,
}
