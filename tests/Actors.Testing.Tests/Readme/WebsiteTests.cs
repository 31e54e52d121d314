using Actors.Kubernetes.Models;

namespace Actors.Testing.Tests.Readme;

public sealed class WebsiteTests
{
    // <test>
    [Fact]
    public async Task A_website_has_its_replicas_again_after_somebody_has_deleted_them()
    {
        await using var kit = await OperatorTestKit.StartAsync(
            builder => builder.Add<Website, WebsiteReconciler>(options => options.Owns<V1Deployment>()), TestDefinition.Of<Website>());
        var site = await kit.CreateAsync(new Website { Metadata = { Name = "docs" }, Spec = { Image = "nginx", Replicas = 2 } });
        await kit.WaitForAsync(site, one => one.Status?.ReadyReplicas == 2);

        await kit.DeleteAsync<V1Deployment>("default", "docs");
        await kit.WaitForAsync<V1Deployment>("default", "docs", one => one.Status?.ReadyReplicas == 2);
    }
    // </test>
}
