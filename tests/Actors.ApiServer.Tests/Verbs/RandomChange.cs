using System.Text.Json.Nodes;

namespace Actors.ApiServer.Tests.Verbs;

/// <summary>Random objects of a kind and random patches of them: most are good, some are not.</summary>
internal abstract class RandomChange(Random random)
{
    /// <summary>A whole object.</summary>
    public abstract JsonObject Object(string name);

    /// <summary>A patch, by merge or strategic merge.</summary>
    public JsonObject Patch(string subresource)
    {
        var patch = new JsonObject();
        if (subresource.Length > 0 ? !Once(10) : Once(5)) patch["status"] = Once(20) ? null : Status(isPatch: true);
        if (subresource.Length == 0 ? !Once(5) : Once(8)) patch["spec"] = Spec(isPatch: true);
        if (Once(4)) patch["metadata"] = Metadata();
        if (Once(8)) patch["data"] = Once(2) ? null : new JsonObject { [Any("a", "b")] = Any("x", "y") };
        if (Once(25)) patch[Any("$patch", "unknown", "kind", "$retainKeys")] = Any("replace", "Database");
        return patch;
    }

    protected abstract JsonNode? Spec(bool isPatch);

    protected abstract JsonNode? Status(bool isPatch);

    protected bool Once(int times) => random.Next(times) == 0;

    protected string Any(params ReadOnlySpan<string> texts) => texts[random.Next(texts.Length)];

    protected int Number(int limit) => random.Next(limit);

    /// <summary>Sets a member, or takes it away, or leaves it.</summary>
    protected void Maybe(JsonObject map, string name, bool isPatch, Func<JsonNode?> value)
    {
        if (Once(2)) map[name] = isPatch && Once(6) ? null : value();
    }

    private JsonObject Metadata()
    {
        var metadata = new JsonObject();
        Maybe(metadata, "labels", true, () => new JsonObject { [Any("a", "b", "!")] = Once(5) ? null : Any("1", "2", "caf\u00e9") });
        Maybe(metadata, "annotations", true, () => new JsonObject { [Any("c", "d")] = Any("1", "<2>", "\"q\"\u00e9\ud83d\ude00") });
        Maybe(metadata, "finalizers", true, () => Once(8) ? new JsonArray() : new JsonArray($"example.com/{Any("one", "two")}"));
        if (Once(12)) metadata["managedFields"] = Any("none", "one", "null") switch { "none" => new JsonArray(), "one" => new JsonArray(new JsonObject()), _ => null };
        if (Once(12)) metadata["resourceVersion"] = Any("1", "x", "");
        if (Once(20)) metadata[Any("name", "uid", "unknown", "generation", "creationTimestamp", "ownerReferences")] = Any("one", "2026-11-21T10:00:00Z");
        return metadata;
    }
}

/// <summary>Objects of the custom resource of <see cref="RawPartsTests"/>.</summary>
internal sealed class RandomDatabase(Random random) : RandomChange(random)
{
    public override JsonObject Object(string name)
    {
        var value = new JsonObject
        {
            ["status"] = Status(isPatch: false),
            ["apiVersion"] = "example.com/v1",
            ["kind"] = "Database",
            ["spec"] = Spec(isPatch: false),
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "n", ["labels"] = new JsonObject { ["z"] = "1", ["a"] = Any("1", "2") } },
        };
        Maybe(value, "data", false, () => new JsonObject { ["a"] = "x", ["b"] = "y" });
        return value;
    }

    protected override JsonNode Spec(bool isPatch)
    {
        var spec = new JsonObject();
        if (!isPatch) spec["engine"] = Any("PostgreSQL", "MySQL");
        Maybe(spec, "tags", isPatch, () => new JsonArray(Any("a", "b"), Any("c", "d")));
        Maybe(spec, "replicas", isPatch, () => isPatch && Once(10) ? 30 : Number(20));
        Maybe(spec, "size", isPatch, () => Once(2) ? JsonNode.Parse("1.0") : JsonNode.Parse("1e3"));
        Maybe(spec, "any", isPatch, () => new JsonObject { ["z"] = Once(2) ? 1 : "\u00e9\"<&>", ["a"] = new JsonArray(1, new JsonObject { ["y"] = true, ["b"] = null }) });
        if (Once(10)) spec["unknown"] = 1;
        if (isPatch && Once(15)) spec["engine"] = Any("Oracle", "MySQL");
        return spec;
    }

    protected override JsonNode Status(bool isPatch)
    {
        var status = new JsonObject();
        Maybe(status, "phase", isPatch, () => Once(12) ? "Lost" : Any("Ready", "Failed"));
        Maybe(status, "replicas", isPatch, () => Once(12) ? "one" : Number(3));
        Maybe(status, "note", isPatch, () => Any("a", "b\u00e9", "<&>", Once(5) ? "long" : "c"));
        Maybe(status, "conditions", isPatch, () => Conditions());
        if (Once(10)) status["unknown"] = 1;
        return status;
    }

    private JsonArray Conditions()
    {
        var list = new JsonArray();
        for (var count = Number(4); count > 0; count--)
        {
            var condition = new JsonObject { ["type"] = Any("A", "B", "C", "\"D\"") };
            Maybe(condition, "status", false, () => Any("True", "False"));
            Maybe(condition, "port", false, () => Any("80", "443") == "80" ? 80 : 443);
            list.Add(condition);
        }

        return list;
    }
}

/// <summary>Pods.</summary>
internal sealed class RandomPod(Random random) : RandomChange(random)
{
    public override JsonObject Object(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "n", ["labels"] = new JsonObject { ["z"] = "1", ["a"] = Any("1", "2") } },
        ["spec"] = new JsonObject
        {
            ["containers"] = new JsonArray(new JsonObject
            {
                ["name"] = "main",
                ["image"] = Any("app:1", "app"),
                ["ports"] = new JsonArray(new JsonObject { ["containerPort"] = 80 }, new JsonObject { ["containerPort"] = 443 }),
                ["resources"] = new JsonObject { ["limits"] = new JsonObject { ["cpu"] = Any("100m", "0.5") } },
            }),
            ["hostNetwork"] = Once(3),
        },
    };

    protected override JsonNode Spec(bool isPatch)
    {
        var spec = new JsonObject();
        Maybe(spec, "activeDeadlineSeconds", isPatch, () => Number(100) + 1);
        Maybe(spec, "containers", isPatch, () => new JsonArray(new JsonObject { ["name"] = "main", ["image"] = Any("app:2", "app:3") }));
        if (Once(6)) spec[Any("nodeName", "unknown", "hostNetwork")] = "x";
        return spec;
    }

    protected override JsonNode Status(bool isPatch)
    {
        var status = new JsonObject();
        Maybe(status, "phase", isPatch, () => Any("Running", "Succeeded", "Pending"));
        Maybe(status, "podIP", isPatch, () => Any("10.0.0.1", ""));
        Maybe(status, "startTime", isPatch, () => Once(12) ? "yesterday" : Any("2026-11-21T10:00:00Z", "2026-11-21T11:00:00+01:00"));
        Maybe(status, "conditions", isPatch, () => new JsonArray(Condition(), Condition()));
        Maybe(status, "containerStatuses", isPatch, () => new JsonArray(new JsonObject { ["name"] = "main", ["ready"] = Once(2), ["restartCount"] = Number(2) }));
        if (Once(12)) status["unknown"] = 1;
        return status;
    }

    private JsonObject Condition()
    {
        var condition = new JsonObject { ["type"] = Any("Ready", "Initialized"), ["status"] = Any("True", "False") };
        Maybe(condition, "lastTransitionTime", false, () => "2026-11-21T10:00:00Z");
        if (Once(10)) condition["$patch"] = "delete";
        return condition;
    }
}
