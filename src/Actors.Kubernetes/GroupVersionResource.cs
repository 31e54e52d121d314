namespace Actors.Kubernetes;

/// <summary>Names a resource of the API by its path, such as <c>apps/v1, Resource=deployments</c>.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Version">The version, such as <c>v1</c>.</param>
/// <param name="Resource">The plural name in the path, such as <c>deployments</c>.</param>
public readonly record struct GroupVersionResource(string Group, string Version, string Resource)
{
    /// <summary>The value of the field <c>apiVersion</c> in its objects.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>As client-go prints it: <c>apps/v1, Resource=deployments</c>.</summary>
    public override string ToString() => $"{ApiVersion}, Resource={Resource}";
}
