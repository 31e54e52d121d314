using System.Text;
using System.Text.Json.Nodes;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Samples.Databases;
using Actors.Samples.Databases.Tests;

namespace Actors.Samples.Deployment.Tests;

public sealed class ManifestTests : DatabaseTestBase
{
    public static TheoryData<string> Overlays => [.. Directory.GetDirectories(Path.Combine(Manifests.Folder, "overlays")).Select(static one => Path.GetFileName(one))];

    /// <summary>As <c>kubectl apply --server-side -k</c>, twice: the server takes all of it, and knows every field.</summary>
    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task A_server_takes_an_overlay(string overlay)
    {
        var objects = Manifests.Build(Path.Combine(Manifests.Folder, "overlays", overlay));
        foreach (var one in objects) await ApplyAsync(one, "");
        foreach (var one in objects) await ApplyAsync(one, "All");
        var pods = (await Kit.WaitForAsync<V1Deployment>("database-operator", "database-operator", static one => one.Status?.ReadyReplicas == one.Spec!.Replicas)).Spec!.Template!.Spec!;
        Assert.Equal("database-operator", pods.ServiceAccountName);
        Assert.NotNull(await Kit.FindAsync<V1ServiceAccount>("database-operator", pods.ServiceAccountName!));
    }

    /// <summary>One too few is found by any test here: all of them run with these rules alone.</summary>
    [Fact]
    public async Task The_roles_have_no_verb_too_many()
    {
        await CreateReadyAsync(static spec => spec.BackupPolicy = new BackupPolicy { Enabled = true });
        await ChangeAsync(static spec => spec.StorageSize = "2Gi");
        await ChangeAsync(static spec => spec.BackupPolicy!.Enabled = false);
        await Kit.WaitForGoneAsync<V1CronJob>(Space, "orders-backup");
        for (var round = 0; round < 2; round++)
        {
            // The same again is an event that counts up.
            await ChangeAsync(static spec => spec.PasswordSecretRef = null);
            await Kit.ChangeAsync<Database>(Space, Name, static one => one.Spec.PasswordSecretRef = new SecretKeyReference { Name = "none" });
            await Kit.WaitForAsync<Database>(Space, Name, static one => one.Status?.Phase == DatabasePhase.Pending);
        }

        await Kit.DeleteAsync<Database>(Space, Name);
        await Kit.WaitForGoneAsync<Database>(Space, Name);
        await Kit.StopOperatorAsync();

        // A server's admission asks for the one; servers that cannot stream a list ask for the others.
        Assert.Equal(["update databases/finalizers.example.com"], Kit.Requests.UnusedPermissions.Where(static one => !one.StartsWith("list ", StringComparison.Ordinal)));
        Assert.DoesNotContain(Kit.Requests.Sent, static one => one.StatusCode == 403);
    }

    /// <summary>What the command line of the manifests says, the program knows.</summary>
    [Fact]
    public void The_probes_ask_where_the_operator_answers()
    {
        var deployment = Manifests.Build(Path.Combine(Manifests.Folder, "base")).Single(static one => (string?)one["kind"] == "Deployment");
        var container = deployment["spec"]!["template"]!["spec"]!["containers"]![0]!;
        var arguments = container["args"]!.AsArray().Select(static one => (string)one!).ToArray();
        Assert.Equal(["--management-port", $"{container["ports"]![0]!["containerPort"]}", "--management-address", "0.0.0.0"], arguments);
        Assert.Equal(
            ["/livez", "/livez", "/readyz"],
            new[] { "startupProbe", "livenessProbe", "readinessProbe" }.Select(probe => (string?)container[probe]!["httpGet"]!["path"]));
    }

    /// <summary>The file system is read-only but for where the ledger is.</summary>
    [Fact]
    public void A_replica_by_itself_has_a_place_for_its_ledger()
    {
        var pod = Manifests.Build(Path.Combine(Manifests.Folder, "base")).Single(static one => (string?)one["kind"] == "Deployment")["spec"]!["template"]!["spec"]!;
        var container = pod["containers"]![0]!;
        Assert.True((bool)container["securityContext"]!["readOnlyRootFilesystem"]!);
        Assert.Equal((string?)Named(container["env"], "XDG_STATE_HOME")["value"], (string?)Named(container["volumeMounts"], "state")["mountPath"]);
        Assert.NotNull(Named(pod["volumes"], "state")["emptyDir"]);
    }

    /// <summary>Where replicas reach each other and what they show, as the operator expects it.</summary>
    [Fact]
    public void The_replicas_of_a_fleet_reach_and_know_each_other()
    {
        var objects = Manifests.Build(Path.Combine(Manifests.Folder, "overlays", "fleet"));
        JsonNode Find(string kind, string name) => objects.Single(one => ((string?)one["kind"], (string?)one["metadata"]!["name"]) == (kind, name));
        var spec = Find("Deployment", "database-operator")["spec"]!;
        var pod = spec["template"]!["spec"]!;
        var container = pod["containers"]![0]!;
        var port = container["ports"]!.AsArray().Single(static one => (string?)one!["name"] == "link")!["containerPort"]!;
        Assert.Equal(
            ["--management-port", "8080", "--management-address", "0.0.0.0", "--fleet", "true", "--link-address", $"$(POD_IP):{port}"],
            container["args"]!.AsArray().Select(static one => (string)one!));
        Assert.Equal(["DOTNET_EnableDiagnostics", "XDG_STATE_HOME", "POD_NAME", "POD_NAMESPACE", "POD_IP"], container["env"]!.AsArray().Select(static one => (string)one!["name"]!));
        Assert.Equal("/var/run/secrets/actors/link", (string?)Named(container["volumeMounts"], "link-token")["mountPath"]);
        var token = Named(pod["volumes"], "link-token")["projected"]!["sources"]![0]!["serviceAccountToken"]!;
        Assert.Equal(("actors-replica-link", "token"), ((string?)token["audience"], (string?)token["path"]));

        // Of the others' pods alone, and it is the autoscaler that says how many there are.
        var rule = Find("NetworkPolicy", "database-operator-link")["spec"]!["ingress"]![0]!;
        Assert.True(JsonNode.DeepEquals(spec["selector"], rule["from"]![0]!["podSelector"]));
        Assert.Equal("link", (string?)rule["ports"]![0]!["port"]);
        Assert.Null(spec["replicas"]);
        Assert.Equal(3, (int)Find("HorizontalPodAutoscaler", "database-operator")["spec"]!["minReplicas"]!);
        Assert.Equal(("RollingUpdate", 30), ((string?)spec["strategy"]!["type"], (int)pod["terminationGracePeriodSeconds"]!));
    }

    private static JsonNode Named(JsonNode? list, string name) => list!.AsArray().Single(one => (string?)one!["name"] == name)!;

    private async Task ApplyAsync(JsonObject value, string dryRun)
    {
        var found = await Kit.Client.Mapper.ResourceForAsync(GroupVersionKind.Of((string)value["apiVersion"]!, (string)value["kind"]!));
        var space = (string?)value["metadata"]!["namespace"];
        var (group, version, resource) = (found.Resource.Group, found.Resource.Version, found.Resource.Resource);
        var path = (group.Length == 0 ? $"/api/{version}" : $"/apis/{group}/{version}") + (found.Namespaced ? $"/namespaces/{space}" : "") + $"/{resource}/{value["metadata"]!["name"]}";
        KeyValuePair<string, string?>[] applied = [new("fieldManager", "kubectl"), new("fieldValidation", "Strict")];
        var request = new RestRequest(HttpMethod.Patch, path)
        {
            Query = dryRun.Length == 0 ? applied : [.. applied, new("dryRun", dryRun)],
            ContentType = "application/apply-patch+yaml",
            Body = Encoding.UTF8.GetBytes(value.ToJsonString()),
        };
        (await Kit.Client.Rest.SendAsync(request)).Dispose();
    }
}
