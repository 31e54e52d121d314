using Actors.Kubernetes.Models;
using Actors.Operators.Hosting;

namespace Actors.Operators.Tests.Hosting;

public sealed class ControllerNamesTests
{
    [Fact]
    public void A_controller_is_named_after_its_kind_and_the_group_where_that_is_not_enough()
    {
        var all = new[] { Of("", "Service"), Of("serving.example.com", "Service"), Of("example.com", "Database") };
        Assert.Equal(["service", "service.serving.example.com", "database"], all.Select(one => ControllerNames.Of(one, all)));
    }

    private static ControllerRegistration Of(string group, string kind) =>
        new(new KubernetesEntity(group, "v1", kind, $"{kind}s", true), typeof(Scripted), static (_, _) => throw new NotSupportedException());
}
