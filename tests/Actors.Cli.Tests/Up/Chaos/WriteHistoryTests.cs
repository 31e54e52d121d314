using System.Text;
using Actors.ApiServer;
using Actors.Cli.Up.Chaos;
using Actors.Objects;

namespace Actors.Cli.Tests;

public sealed class WriteHistoryTests
{
    private const string Replica = "database-operator/replica-1 actors/1.0";
    private const string Owner = """{"apiVersion":"example.com/v1alpha1","kind":"Database","name":"db","uid":"of-db","controller":true}""";

    [Theory]
    [InlineData("a Database", Replica, "example.com/v1alpha1", "Database", "", "replica-1 its-own patch Database it/status")]
    [InlineData("a child", Replica, "v1", "Service", Owner, "replica-1 of-db patch Service it/status")]
    [InlineData("what nobody owns", Replica, "v1", "Event", "", "")]
    [InlineData("what another kind owns", Replica, "v1", "Pod", """{"apiVersion":"apps/v1","kind":"StatefulSet","name":"db","uid":"of-set","controller":true}""", "")]
    [InlineData("a Database of another group", Replica, "other.com/v1", "Database", "", "")]
    [InlineData("a Database, by a user", "kubectl/v1.36", "example.com/v1alpha1", "Database", "", "")]
    public void What_replicas_write_for_Databases_is_kept(string what, string agent, string apiVersion, string kind, string owner, string expected)
    {
        var history = new WriteHistory();
        history.Add(new AcceptedWrite("patch", "status", agent, Parse($$$$$"""{"apiVersion":"{{{{{apiVersion}}}}}","kind":"{{{{{kind}}}}}","metadata":{"name":"it","uid":"its-own","ownerReferences":[{{{{{owner}}}}}]}}"""), 7));
        var kept = string.Join(';', history.Writes.Cast<ObjectWrite>().Select(static one => $"{one.Replica} {one.Uid} {one.What}"));
        Assert.True(expected == kept, $"{what}: {kept}");
    }

    [Theory]
    [InlineData("update", "database-operator-shards", "default", true)]
    [InlineData("delete", "database-operator-shards", "default", false)]
    [InlineData("update", "other-shards", "default", false)]
    [InlineData("update", "database-operator-shards", "other", false)]
    public void Maps_are_kept_whoever_writes_them(string verb, string name, string space, bool isKept)
    {
        var history = new WriteHistory();
        var map = Parse($$$$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{{{name}}}}}","namespace":"{{{{{space}}}}}"},"data":{"map":"shards/v1 epoch=3 shards=2\n0-1 a_1\n"}}""");
        history.Add(new AcceptedWrite(verb, "", "kubectl/v1.36", map, 9));
        Assert.Equal(isKept ? [new MapWrite(9, Maps.Of(3, "a_1", "a_1"))] : Array.Empty<FleetWrite>(), history.Writes);
    }

    private static KubernetesObject Parse(string json) => KubernetesObject.Parse(Encoding.UTF8.GetBytes(json));
}
