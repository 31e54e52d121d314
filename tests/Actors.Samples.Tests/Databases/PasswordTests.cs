using Actors.Kubernetes.Models;

namespace Actors.Samples.Databases.Tests;

public sealed class PasswordTests : DatabaseTestBase
{
    [Fact]
    public async Task A_missing_secret_is_a_condition_until_it_appears()
    {
        var created = await Kit.CreateAsync(NewDatabase(static spec => spec.PasswordSecretRef = new SecretKeyReference { Name = "own" }));
        var waiting = await Kit.WaitForAsync(created, one => one.Status?.Phase == DatabasePhase.Pending);
        var condition = Condition(waiting, DatabaseStatus.PasswordAvailable)!;
        Assert.Equal(("False", "SecretNotFound", "there is no Secret default/own"), (condition.Status, condition.Reason, condition.Message));
        Assert.Equal("False", Condition(waiting, DatabaseStatus.Ready)!.Status);
        Assert.Null(await Kit.FindAsync<V1StatefulSet>(Space, Name));
        Assert.Equal("Warning", (await Kit.WaitForEventAsync<Database>(Space, Name, "SecretNotFound")).Type);

        await Kit.CreateAsync(Secret("password"));
        var ready = await WhenReadyAsync(created);
        Assert.Equal("True", Condition(ready, DatabaseStatus.PasswordAvailable)!.Status);
    }

    [Fact]
    public async Task A_secret_without_the_key_is_as_good_as_none()
    {
        await Kit.CreateAsync(Secret("other"));
        var created = await Kit.CreateAsync(NewDatabase(static spec => spec.PasswordSecretRef = new SecretKeyReference { Name = "own", Key = "pass" }));
        var waiting = await Kit.WaitForAsync(created, one => Condition(one, DatabaseStatus.PasswordAvailable)?.Reason == "SecretKeyNotFound");
        Assert.Equal("the Secret default/own has no key 'pass'", Condition(waiting, DatabaseStatus.Ready)!.Message);

        await Kit.ChangeAsync<V1Secret>(Space, "own", static secret => secret.Data!["pass"] = [1, 2, 3]);
        await WhenReadyAsync(created);
        var set = await Kit.FindAsync<V1StatefulSet>(Space, Name);
        Assert.Contains(set!.Spec!.Template!.Spec!.Containers![0].Env!, static one => one.ValueFrom?.SecretKeyRef is { Name: "own", Key: "pass" });
    }

    [Fact]
    public async Task A_secret_of_the_users_stays_theirs()
    {
        var own = await Kit.CreateAsync(Secret("password"));
        await CreateReadyAsync(static spec => spec.PasswordSecretRef = new SecretKeyReference { Name = "own" });
        Assert.Null(await Kit.FindAsync<V1Secret>(Space, "orders-password"));
        Assert.Equal(own.Metadata.ResourceVersion, (await Kit.FindAsync<V1Secret>(Space, "own"))!.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task A_secret_that_is_lost_is_made_again_and_that_is_told()
    {
        await CreateReadyAsync();
        var before = await Kit.FindAsync<V1Secret>(Space, "orders-password");
        await Kit.DeleteAsync<V1Secret>(Space, "orders-password");
        await Kit.WaitForAsync<V1Secret>(Space, "orders-password", one => one.Metadata.Uid != before!.Metadata.Uid);
        Assert.Equal("Warning", (await Kit.WaitForEventAsync<Database>(Space, Name, "PasswordReplaced")).Type);
    }

    private static V1Secret Secret(string key) => new()
    {
        Metadata = new V1ObjectMeta { Name = "own", Namespace = Space },
        Data = new Dictionary<string, byte[]> { [key] = [1, 2, 3] },
    };
}
