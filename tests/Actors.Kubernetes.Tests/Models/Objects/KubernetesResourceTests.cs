using System.Text.Json;

namespace Actors.Kubernetes.Models.Tests;

public sealed class KubernetesResourceTests
{
    [Fact]
    public void A_new_object_is_written_with_kind_and_name_first_and_nothing_that_is_not_set()
    {
        var map = new V1ConfigMap
        {
            Data = new Dictionary<string, string> { ["UPPER_lower.key"] = "<a> & \"b\" 'ü'" },
            Metadata = new V1ObjectMeta { Name = "settings" },
        };
        Assert.Equal(
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings"},"data":{"UPPER_lower.key":"<a> & \"b\" 'ü'"}}""",
            KubernetesJson.Serialize(map));
    }

    [Fact]
    public void A_secret_holds_bytes()
    {
        var secret = KubernetesJson.Deserialize<V1Secret>("""{"metadata":{"name":"s"},"data":{"key":"AAH/"},"stringData":{"text":"t"},"type":"Opaque"}""");
        Assert.Equal([0, 1, 255], secret.Data!["key"]);
        secret.Data["other"] = "hello"u8.ToArray();
        Assert.Contains("""
            "data":{"key":"AAH/","other":"aGVsbG8="}
            """.Trim(), KubernetesJson.Serialize(secret), StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_that_no_model_knows_survive_at_every_depth_and_next_to_changes()
    {
        var pod = KubernetesJson.Deserialize<V1Pod>(
            """{"metadata":{"name":"a","new":{"x":[1,null]}},"spec":{"containers":[{"name":"c","image":"old","newer":1.50}],"later":null},"top":"t"}""");
        Assert.Equal(["new"], pod.Metadata.UnknownFields!.Keys);
        pod.Spec!.Containers![0].Image = "new";
        Assert.Equal(
            """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","new":{"x":[1,null]}},"spec":{"containers":[{"name":"c","image":"new","newer":1.50}],"later":null},"top":"t"}""",
            KubernetesJson.Serialize(pod));
    }

    [Fact]
    public void A_copy_shares_nothing()
    {
        var pod = KubernetesJson.Deserialize<V1Pod>("""{"metadata":{"name":"a","labels":{"a":"b"},"new":1},"spec":{"containers":[{"name":"c"}]}}""");
        var copy = KubernetesJson.Clone(pod);
        Assert.Equal(KubernetesJson.Serialize(pod), KubernetesJson.Serialize(copy));
        copy.Metadata.Labels!["a"] = "c";
        copy.Metadata.UnknownFields!.Clear();
        copy.Spec!.Containers![0].Name = "d";
        Assert.Equal(("b", 1, "c"), (pod.Metadata.Labels!["a"], pod.Metadata.UnknownFields!.Count, pod.Spec!.Containers![0].Name));
    }

    [Fact]
    public void All_of_an_object_is_written_and_copied_whatever_the_type_of_the_variable()
    {
        IKubernetesObject pod = new V1Pod { Spec = new V1PodSpec { NodeName = "n" } };
        Assert.EndsWith(""","spec":{"nodeName":"n"}}""", KubernetesJson.Serialize(pod), StringComparison.Ordinal);
        Assert.Equal(KubernetesJson.Serialize(pod), System.Text.Encoding.UTF8.GetString(KubernetesJson.SerializeToUtf8Bytes(pod)));
        Assert.Equal("n", Assert.IsType<V1Pod>(KubernetesJson.Clone(pod)).Spec!.NodeName);
    }

    [Fact]
    public void Metadata_spec_and_items_are_never_null()
    {
        var database = KubernetesJson.Deserialize<Database>("""{"metadata":null,"spec":null,"status":null}""");
        Assert.Equal((null, null, null), (database.Metadata.Name, database.Spec.Engine, database.Status));
        var list = KubernetesJson.Deserialize<KubernetesList<V1Pod>>("""{"metadata":null,"items":null}""");
        Assert.Empty(list.Items);
        Assert.Null(list.Metadata.Continue);
    }

    [Fact]
    public void A_page_of_a_list_says_where_it_is_and_its_items_know_their_kind()
    {
        var list = KubernetesJson.Deserialize<KubernetesList<V1Lease>>(
            """
            {"apiVersion":"coordination.k8s.io/v1","kind":"LeaseList","metadata":{"resourceVersion":"42","continue":"token","remainingItemCount":7,"shardInfo":{"selector":"s"}},
             "items":[{"metadata":{"name":"a"},"spec":{"renewTime":"2026-01-02T03:04:05.678901Z"}}]}
            """);
        Assert.Equal(("42", "token", 7L, "s"), (list.Metadata.ResourceVersion, list.Metadata.Continue, list.Metadata.RemainingItemCount, list.Metadata.ShardInfo?.Selector));
        var lease = Assert.Single(list.Items);
        Assert.Equal(("coordination.k8s.io/v1", "Lease"), (lease.ApiVersion, lease.Kind));
        Assert.Equal(MicroTime.Parse("2026-01-02T03:04:05.678901Z"), lease.Spec!.RenewTime);
    }

    [Fact]
    public void A_custom_resource_has_types_of_its_own()
    {
        var database = KubernetesJson.Deserialize<Database>(
            """{"metadata":{"name":"a","namespace":"n"},"spec":{"engine":"MySQL","storageSize":"0.5Gi","port":"sql","tags":["x"]},"status":{"conditions":[{"type":"Ready","status":"True"}]}}""");
        Assert.Equal(("MySQL", 512L << 20, "sql"), (database.Spec.Engine, database.Spec.StorageSize!.Value.ToInt64(), database.Spec.Port.ToString()));
        Assert.True(Conditions.IsTrue(database.Status!.Conditions, "Ready"));
        Assert.Equal("Database n/a", database.ToString());
        Assert.Equal(
            """{"apiVersion":"example.com/v1alpha1","kind":"Database","metadata":{"name":"a","namespace":"n"},"spec":{"engine":"MySQL","storageSize":"0.5Gi","port":"sql","tags":["x"]},"status":{"conditions":[{"type":"Ready","status":"True"}]}}""",
            KubernetesJson.Serialize(database));
    }

    [Fact]
    public void A_spec_that_was_absent_stays_so_until_it_is_set_or_changed()
    {
        const string Json = """{"apiVersion":"example.com/v1alpha1","kind":"Database","metadata":{"name":"a"}}""";
        var database = KubernetesJson.Deserialize<Database>(Json);
        Assert.Null(database.Spec.Engine);
        Assert.Equal(Json, KubernetesJson.Serialize(database));
        database.Spec.Engine = "MySQL";
        Assert.EndsWith(""","spec":{"engine":"MySQL"}}""", KubernetesJson.Serialize(database), StringComparison.Ordinal);
        database.Spec = new DatabaseSpec();
        Assert.EndsWith(""","spec":{}}""", KubernetesJson.Serialize(database), StringComparison.Ordinal);
        var given = KubernetesJson.Deserialize<Database>("""{"metadata":{"name":"a"},"spec":{}}""");
        Assert.EndsWith(""","spec":{}}""", KubernetesJson.Serialize(given), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"spec":{"replicas":"three"}}""", "$.spec.replicas")]
    [InlineData("""{"spec":{"strategy":{"rollingUpdate":{"maxSurge":1.5}}}}""", "$.spec.strategy.rollingUpdate.maxSurge")]
    [InlineData("""{"metadata":{"creationTimestamp":"yesterday"}}""", "$.metadata.creationTimestamp")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"resources":{"limits":{"cpu":"1 core"}}}]}}}}""", "limits.cpu")]
    [InlineData("""{"spec":""", "$.spec")]
    [InlineData("null", "null is not a V1Deployment")]
    public void What_does_not_fit_is_refused_with_the_place(string json, string place)
    {
        Assert.Contains(place, Assert.Throws<JsonException>(() => KubernetesJson.Deserialize<V1Deployment>(json)).Message, StringComparison.Ordinal);
        var utf8 = System.Text.Encoding.UTF8.GetBytes(json);
        Assert.Contains(place, Assert.Throws<JsonException>(() => KubernetesJson.Deserialize<V1Deployment>(utf8)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_may_be_deep()
    {
        var schema = new V1JSONSchemaProps { Type = "string" };
        for (var depth = 0; depth < 100; depth++) schema = new V1JSONSchemaProps { Properties = new Dictionary<string, V1JSONSchemaProps> { ["p"] = schema } };
        var copy = KubernetesJson.Clone(schema);
        for (var depth = 0; depth < 100; depth++) copy = copy.Properties!["p"];
        Assert.Equal("string", copy.Type);
    }
}
