using Actors.Kubernetes;

namespace Actors.Samples.Databases.Tests;

public sealed class DefinitionTests : DatabaseTestBase
{
    [Theory]
    [InlineData("""{"engine":"Oracle","version":"16","storageSize":"1Gi"}""", "spec.engine")]
    [InlineData("""{"version":"16","storageSize":"1Gi"}""", "spec.engine")]
    [InlineData("""{"engine":"MySQL","storageSize":"1Gi"}""", "spec.version")]
    [InlineData("""{"engine":"MySQL","version":"latest","storageSize":"1Gi"}""", "spec.version")]
    [InlineData("""{"engine":"MySQL","version":"8","storageSize":"none"}""", "spec.storageSize")]
    [InlineData("""{"engine":"MySQL","version":"8","storageSize":"0Gi"}""", "spec.storageSize")]
    [InlineData("""{"engine":"MySQL","version":"8","storageSize":"1Gi","username":"root"}""", "spec.username")]
    [InlineData("""{"engine":"MySQL","version":"8","storageSize":"1Gi","passwordSecretRef":{}}""", "spec.passwordSecretRef.name")]
    [InlineData("""{"engine":"MySQL","version":"8","storageSize":"1Gi","backupPolicy":{"enabled":"yes"}}""", "spec.backupPolicy.enabled")]
    public async Task What_is_no_database_is_refused(string spec, string field)
    {
        var failure = await Assert.ThrowsAsync<KubernetesException>(() => PostAsync(Name, spec));
        Assert.Contains(field, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0orders")]
    [InlineData("or.ders")]
    [InlineData("a-name-that-is-too-long-for-a-cron-job-to-be-made")]
    public async Task A_name_that_its_objects_cannot_have_is_refused(string name)
    {
        var failure = await Assert.ThrowsAsync<KubernetesException>(() => PostAsync(name, """{"engine":"MySQL","version":"8","storageSize":"1Gi"}"""));
        Assert.Contains("metadata.name", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_left_out_has_its_default()
    {
        await PostAsync(Name, """{"engine":"MySQL","version":"8","storageSize":"1Gi","passwordSecretRef":{"name":"own"},"backupPolicy":{}}""");
        var spec = (await Kit.FindAsync<Database>(Space, Name))!.Spec;
        Assert.Equal(("admin", "password", false, "0 3 * * *"), (spec.Username, spec.PasswordSecretRef!.Key, spec.BackupPolicy!.Enabled, spec.BackupPolicy.Schedule));
    }

    [Fact]
    public async Task Applying_it_again_changes_nothing()
    {
        await DatabaseDefinition.ApplyAsync(Kit.Client, "test");
        await DatabaseDefinition.ApplyAsync(Kit.Client, "test");
    }

    private async Task PostAsync(string name, string spec)
    {
        var body = $$"""{"apiVersion":"example.com/v1alpha1","kind":"Database","metadata":{"name":"{{name}}"},"spec":{{spec}}}""";
        var request = new RestRequest(HttpMethod.Post, "/apis/example.com/v1alpha1/namespaces/default/databases") { Body = System.Text.Encoding.UTF8.GetBytes(body) };
        (await Kit.Client.Rest.SendAsync(request)).Dispose();
    }
}
