using Actors.Cli.Up.Chaos;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Samples.Databases;

namespace Actors.Cli.Tests;

public sealed class LostUpdatesTests
{
    private readonly Database _database = new()
    {
        Metadata = new V1ObjectMeta { Name = "db", Uid = "uid", Generation = 3 },
        Spec = new DatabaseSpec { Version = "16", BackupPolicy = new BackupPolicy { Enabled = true } },
        Status = new DatabaseStatus { Phase = DatabasePhase.Ready, ObservedGeneration = 3, Conditions = [new V1Condition { Type = DatabaseStatus.Ready, Status = V1Condition.True }] },
    };

    private readonly List<KubernetesObject> _parts = [Set("db", "postgres:16"), Part("v1", "Service", "db"), Part("v1", "Secret", "db-password"), Part("batch/v1", "CronJob", "db-backup"), Claim("db")];

    [Fact]
    public void All_as_wanted_is_nothing_lost() => Assert.Equal([], Find());

    [Fact]
    public void A_generation_that_was_not_observed_is() => Check(() => _database.Metadata.Generation = 4, "db is at generation 4, of which 3 was observed");

    [Fact]
    public void One_nobody_has_looked_at_is() => Check(() => _database.Status = null, "db is at generation 3, of which 0 was observed");

    [Fact]
    public void One_that_is_not_ready_is() => Check(() => _database.Status!.Phase = DatabasePhase.Provisioning, "db is not Ready but Provisioning");

    [Fact]
    public void One_whose_condition_says_so_is() => Check(() => _database.Status!.Conditions[0].Status = V1Condition.False, "db is not Ready but Ready");

    [Fact]
    public void One_that_was_deleted_and_is_still_there_is() => Check(() => _database.Metadata.DeletionTimestamp = DateTimeOffset.UnixEpoch, "db was deleted and is not gone");

    [Theory]
    [InlineData(0, "db has no StatefulSet db")]
    [InlineData(1, "db has no Service db")]
    [InlineData(2, "db has no Secret db-password")]
    [InlineData(3, "db has no CronJob db-backup")]
    public void A_child_that_is_missing_is(int child, string lost) => Check(() => _parts.RemoveAt(child), lost);

    [Fact]
    public void A_child_that_is_not_wanted_any_more_is() => Check(() => _database.Spec.BackupPolicy = null, "db has a CronJob db-backup, which it does not want");

    [Fact]
    public void A_child_of_an_earlier_version_is() => Check(() => _parts[0] = Set("db", "postgres:15"), "db wants version 16, and its StatefulSet has the image postgres:15");

    [Fact]
    public void A_child_of_a_Database_that_is_gone_is() => Check(() => _parts.Add(Part("v1", "Service", "old", "other-uid")), "Service old is left over");

    [Fact]
    public void A_child_of_a_Database_of_the_same_name_that_is_gone_is_and_is_nobody_elses() =>
        Check(() => _parts[1] = Part("v1", "Service", "db", "other-uid"), "db has no Service db", "Service db is left over");

    [Fact]
    public void A_volume_of_a_Database_that_is_gone_is() => Check(() => _parts.Add(Claim("old")), "PersistentVolumeClaim data-old-0 is left over");

    [Fact]
    public void What_has_nothing_to_do_with_Databases_is_not()
    {
        _parts.Add(Part("v1", "Secret", "mine", null));
        Assert.Equal([], Find());
    }

    private void Check(Action change, params string[] lost)
    {
        change();
        Assert.Equal(lost, Find());
    }

    private IReadOnlyList<string> Find() => LostUpdates.Find(new DatabaseWorld([_database], _parts));

    private static KubernetesObject Part(string apiVersion, string kind, string name, string? owner = "uid") => Parse(
        $$$$$"""{"apiVersion":"{{{{{apiVersion}}}}}","kind":"{{{{{kind}}}}}","metadata":{"name":"{{{{{name}}}}}"{{{{{Owner(owner)}}}}}}}""");

    private static KubernetesObject Set(string name, string image) => Parse(
        $$$$$"""{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"{{{{{name}}}}}"{{{{{Owner("uid")}}}}}},"spec":{"template":{"spec":{"containers":[{"name":"server","image":"{{{{{image}}}}}"}]}}}}""");

    private static KubernetesObject Claim(string database) => Parse(
        $$$$$"""{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"data-{{{{{database}}}}}-0","labels":{"app.kubernetes.io/name":"database","app.kubernetes.io/instance":"{{{{{database}}}}}"}}}""");

    private static string Owner(string? uid) => uid is null ? "" : $$""","ownerReferences":[{"apiVersion":"example.com/v1alpha1","kind":"Database","name":"db","uid":"{{uid}}","controller":true}]""";

    private static KubernetesObject Parse(string json) => KubernetesObject.Parse(System.Text.Encoding.UTF8.GetBytes(json));
}
