namespace Actors.Testing.Tests;

public sealed class AccessRulesTests
{
    private const string Enough = """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: widgets}
        rules:
          - {apiGroups: [test.example.com], resources: [widgets], verbs: [list, watch, patch]}
          - {apiGroups: [test.example.com], resources: ["*/status"], verbs: ["*"]}
          - {apiGroups: [""], resources: [configmaps], verbs: [list, watch, create, patch, delete]}
          - {apiGroups: [""], resources: [events], verbs: [create, patch]}
        """;

    [Fact]
    public async Task What_the_roles_allow_is_done()
    {
        await using var kit = await StartAsync(Enough);
        var widget = await kit.CreateAsync(Widget.Named("one"));
        await kit.WaitForAsync(widget, static one => one.Status is not null);
        await kit.DeleteAsync<Widget>("default", "one");
        await kit.WaitForGoneAsync<Widget>("default", "one");
        Assert.DoesNotContain(kit.Requests.Sent, static one => one.StatusCode == 403);
        Assert.DoesNotContain("create configmaps", kit.Requests.UnusedPermissions);
    }

    [Theory]
    [InlineData("list, create, patch", "configmaps is forbidden: the roles do not allow to watch resource \"configmaps\" in API group \"\" at the cluster scope")]
    [InlineData("list, watch, create", "configmaps \"one\" is forbidden: the roles do not allow to patch resource \"configmaps\" in API group \"\" in the namespace \"default\"")]
    [InlineData("list, watch, patch", "configmaps \"one\" is forbidden: the roles do not allow to create resource \"configmaps\" in API group \"\" in the namespace \"default\"")]
    public async Task What_they_do_not_allow_is_refused(string verbs, string refusal)
    {
        await using var kit = await StartAsync(Enough.Replace("list, watch, create, patch, delete", verbs, StringComparison.Ordinal));
        await kit.CreateAsync(Widget.Named("one"));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!kit.Log.Any(line => line.Contains(refusal, StringComparison.Ordinal)) && !patience.IsCancellationRequested) await Task.Yield();
        Assert.Contains(kit.Log, line => line.Contains(refusal, StringComparison.Ordinal));
        Assert.Contains(kit.Requests.Sent, static one => one is { Resource: "configmaps", StatusCode: 403 });
        Assert.Null((await kit.FindAsync<Widget>("default", "one"))!.Status);
    }

    [Fact]
    public void A_role_is_for_its_namespace_and_for_the_names_it_has()
    {
        var rules = AccessRules.Read("""
            kind: Role
            metadata: {namespace: system}
            rules:
              - {apiGroups: [""], resources: [configmaps], resourceNames: [map], verbs: [get]}
            ---
            kind: ConfigMap
            """);
        Assert.True(rules.Allows(new ApiRequest("get", "configmaps", "system", "map", null)));
        Assert.False(rules.Allows(new ApiRequest("get", "configmaps", "default", "map", null)));
        Assert.False(rules.Allows(new ApiRequest("get", "configmaps", "system", "other", null)));
        Assert.False(rules.Allows(new ApiRequest("get", "configmaps", "system", "map", null) { Group = "apps" }));
        Assert.True(rules.Allows(new ApiRequest("", "/apis/apps/v1", "", "", null)));
        Assert.False(rules.Allows(new ApiRequest("", "/metrics", "", "", null)));
        Assert.Equal(["get configmaps"], rules.Unused);
    }

    [Theory]
    [InlineData("kind: [", "The roles are no YAML")]
    [InlineData("kind: ConfigMap", "There is no Role and no ClusterRole with rules in the text")]
    public void What_is_no_role_is_told(string yaml, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => AccessRules.Read(yaml)).Message, StringComparison.Ordinal);

    private static Task<OperatorTestKit> StartAsync(string roles) => Widget.StartKitAsync(new OperatorTestKitOptions { Roles = roles });
}
