using Actors.Kubernetes.Models;
using Actors.Operators;

namespace Actors.Testing.Tests.Readme;

// The README shows what stands between the marks; ReadmeTests compares.
internal static class WebsiteProgram
{
    public static async Task<int> RunAsync(string[] args)
    {
        // <program>
        var builder = OperatorBuilder.Create("website-operator", args);
        builder.Add<Website, WebsiteReconciler>(options => options.Owns<V1Deployment>());
        return await builder.RunAsync();
        // </program>
    }
}

// <operator>
[KubernetesEntity(Group = "example.com", Version = "v1", Kind = "Website", Plural = "websites")]
public sealed class Website : CustomResource<WebsiteSpec, WebsiteStatus>;

public sealed record WebsiteSpec { public string Image { get; set; } = ""; public int Replicas { get; set; } = 1; }

public sealed record WebsiteStatus { public int ReadyReplicas { get; set; } }

public sealed class WebsiteReconciler : IReconciler<Website>
{
    public async Task<Outcome> ReconcileAsync(ReconcileContext<Website> context, CancellationToken cancellation)
    {
        var (name, spec) = (context.Object.Metadata.Name!, context.Object.Spec);
        var labels = new Dictionary<string, string> { ["website"] = name };
        var pods = new V1PodTemplateSpec
        {
            Metadata = new V1ObjectMeta { Labels = labels },
            Spec = new V1PodSpec { Containers = [new V1Container { Name = "web", Image = spec.Image }] },
        };
        var deployment = await context.ApplyAsync(
            new V1Deployment
            {
                Metadata = new V1ObjectMeta { Name = name },
                Spec = new V1DeploymentSpec { Replicas = spec.Replicas, Selector = new V1LabelSelector { MatchLabels = labels }, Template = pods },
            },
            cancellation);
        await context.UpdateStatusAsync(site => site.Status = new WebsiteStatus { ReadyReplicas = deployment.Status?.ReadyReplicas ?? 0 }, cancellation);
        return Outcome.Done;
    }
}
// </operator>
