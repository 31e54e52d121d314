using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Tests.Schemas;

/// <summary>Defaulting and pruning, in the order a server does them.</summary>
public sealed class DecodingTests
{
    public static TheoryData<string, string, string, string> Cases => new()
    {
        // schema of the object, object, what becomes of it, what was unknown
        { "{type: object, properties: {a: {type: string, default: x}}}", "{}", "{a: x}", "" },
        { "{type: object, properties: {a: {type: string, default: x}}}", "{a: null}", "{a: x}", "" },
        { "{type: object, properties: {a: {type: string, default: x, nullable: true}}}", "{a: null}", "{a: null}", "" },
        { "{type: object, properties: {a: {type: string}}}", "{a: null}", "{}", "" },
        { "{type: object, properties: {a: {type: string, nullable: true}}}", "{a: null}", "{a: null}", "" },
        { "{type: object, properties: {s: {type: object, properties: {a: {type: integer, default: 1}}}}}", "{}", "{}", "" },
        { "{type: object, properties: {s: {type: object, default: {}, properties: {a: {type: integer, default: 1}}}}}", "{}", "{s: {a: 1}}", "" },
        {
            "{type: object, properties: {l: {type: array, items: {type: object, properties: {a: {type: integer, default: 1}}}}}}",
            "{l: [{}, {a: 2}]}", "{l: [{a: 1}, {a: 2}]}", ""
        },
        {
            "{type: object, properties: {m: {type: object, additionalProperties: {type: object, properties: {a: {type: integer, default: 1}}}}}}",
            "{m: {x: {}, y: {b: 1}}}", "{m: {x: {a: 1}, y: {a: 1}}}", "m.y.b"
        },
        { "{type: object, properties: {l: {type: array, items: {type: string, default: d}}}}", "{l: [null, b]}", "{l: [d, b]}", "" },
        { "{type: object, properties: {l: {type: array, items: {type: string}}}}", "{l: [null, b]}", "{l: [null, b]}", "" },
        { "{type: object, properties: {a: {type: string}}}", "{a: x, b: {c: 1}, B: 1}", "{a: x}", "B b" },
        { "{type: object, properties: {l: {type: array, items: {type: object, properties: {a: {type: string}}}}}}", "{l: [{a: x, z: 1}]}", "{l: [{a: x}]}", "l[0].z" },
        { "{type: object, x-kubernetes-preserve-unknown-fields: true}", "{a: {b: [1]}}", "{a: {b: [1]}}", "" },
        {
            "{type: object, properties: {p: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {k: {type: object, properties: {a: {type: string}}}}}}}",
            "{p: {u: {v: 1}, k: {a: x, z: 1}}}", "{p: {u: {v: 1}, k: {a: x}}}", "p.k.z"
        },
        { "{type: object, properties: {m: {type: object, additionalProperties: true}}}", "{m: {a: 1, b: {c: 1}}}", "{m: {a: 1, b: {}}}", "m.b.c" },
        { "{type: object}", "{apiVersion: v, kind: K, metadata: {name: n}, spec: 1}", "{apiVersion: v, kind: K, metadata: {name: n}}", "spec" },
        {
            "{type: object, properties: {t: {type: object, x-kubernetes-embedded-resource: true, properties: {spec: {type: object, properties: {a: {type: string}}}}}}}",
            "{t: {apiVersion: v1, kind: Pod, metadata: {name: n, labels: {a: b}}, spec: {a: x, b: y}, other: 1}}",
            "{t: {apiVersion: v1, kind: Pod, metadata: {name: n, labels: {a: b}}, spec: {a: x}}}", "t.other t.spec.b"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_object_gets_defaults_and_loses_what_is_unknown(string schema, string given, string expected, string unknown)
    {
        var compiled = CompiledSchema.Of(SchemaReader.Read(Yaml.Object(schema)));
        var value = Yaml.Object(given);
        var found = new List<string>();
        Defaulter.Default(compiled, value);
        Pruner.Prune(compiled, value, isResource: true, found);
        Assert.True(JsonNode.DeepEquals(Yaml.Object(expected), value), value.ToJsonString());
        Assert.Equal(unknown, string.Join(' ', found.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_default_is_a_copy_each_time()
    {
        var compiled = CompiledSchema.Of(SchemaReader.Read(Yaml.Object("{type: object, properties: {s: {type: object, default: {a: 1}, properties: {a: {type: integer}}}}}")));
        var first = new JsonObject();
        var second = new JsonObject();
        Defaulter.Default(compiled, first);
        first["s"]!["a"] = 2;
        Defaulter.Default(compiled, second);
        Assert.Equal(1, (long)second["s"]!["a"]!);
    }

    [Fact]
    public void Complaints_name_duplicates_first() => Assert.Equal(
        "strict decoding error: duplicate field \"spec.a\", unknown field \"spec.x\"",
        DecodingErrors.Strict(DecodingErrors.Complaints(["spec.a"], ["spec.x"])));
}
