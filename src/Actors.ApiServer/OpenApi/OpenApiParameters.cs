namespace Actors.ApiServer.OpenApi;

/// <summary>The query parameters of operations. kubectl looks for some, to learn whether a server can do what it needs.</summary>
internal static class OpenApiParameters
{
    private static readonly (string Name, string Type)[] Writing = [("dryRun", "string"), ("fieldManager", "string"), ("fieldValidation", "string")];

    private static readonly (string Name, string Type)[] Deleting =
    [
        ("dryRun", "string"), ("gracePeriodSeconds", "integer"), ("ignoreStoreReadErrorWithClusterBreakingPotential", "boolean"), ("orphanDependents", "boolean"),
        ("propagationPolicy", "string"),
    ];

    private static readonly (string Name, string Type)[] Listing =
    [
        ("allowWatchBookmarks", "boolean"), ("continue", "string"), ("fieldSelector", "string"), ("labelSelector", "string"), ("limit", "integer"),
        ("resourceVersion", "string"), ("resourceVersionMatch", "string"), ("sendInitialEvents", "boolean"), ("shardSelector", "string"),
        ("timeoutSeconds", "integer"), ("watch", "boolean"),
    ];

    /// <summary>Those of an action, each with its type.</summary>
    public static IEnumerable<(string Name, string Type)> Of(string action) => action switch
    {
        "list" or "deletecollection" => Listing,
        "get" => [("resourceVersion", "string")],
        "delete" => Deleting,
        "patch" => Writing.Append(("force", "boolean")),
        "put" or "post" or "connect" => Writing,
        _ => [],
    };
}
