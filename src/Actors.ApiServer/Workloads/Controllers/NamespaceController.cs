using System.Text.Json.Nodes;

namespace Actors.ApiServer.Workloads;

/// <summary>Gives each namespace what all have: the service account <c>default</c> and the certificate authority of the API server.</summary>
/// <param name="certificateAuthority">The authority, as PEM; empty without TLS.</param>
internal sealed class NamespaceController(string certificateAuthority) : Controller(ResourceNames.Namespaces, "namespace-controller")
{
    private const string Account = "default";
    private const string Certificate = "kube-root-ca.crt";

    /// <summary>Both come back if somebody deletes them.</summary>
    public override IEnumerable<string> AffectedBy(ClusterChange change, ClusterView cluster) =>
        change is { IsGone: true, Value: { Resource: ResourceNames.ServiceAccounts, Name: Account } or { Resource: ResourceNames.ConfigMaps, Name: Certificate } } ? [change.Value.Namespace] : [];

    public override Decision Decide(ClusterObject value, ClusterView cluster, DateTimeOffset now)
    {
        var decision = new Decision();
        if (value.IsBeingDeleted) return decision;
        if (cluster.Find(ResourceNames.ServiceAccounts, value.Name, Account) is null)
            decision.Create(ResourceNames.ServiceAccounts, new JsonObject { ["metadata"] = new JsonObject { ["name"] = Account, ["namespace"] = value.Name } });
        if (cluster.Find(ResourceNames.ConfigMaps, value.Name, Certificate) is not null) return decision;
        decision.Create(ResourceNames.ConfigMaps, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = Certificate,
                ["namespace"] = value.Name,
                ["annotations"] = new JsonObject
                {
                    ["kubernetes.io/description"] = "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints.",
                },
            },
            ["data"] = new JsonObject { ["ca.crt"] = certificateAuthority },
        });
        return decision;
    }
}
