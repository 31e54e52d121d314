using System.Text;
using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;
using Actors.ApiServer.Storage;
using Actors.ApiServer.Tests.CustomResources;
using Actors.ApiServer.Verbs;
using Actors.ApiServer.Workloads.Tests;
using Microsoft.AspNetCore.Http;

namespace Actors.ApiServer.Tests.Verbs;

/// <summary>Changes leave parts of stored objects unread. What comes of them is the same as if everything were read: random objects, random changes.</summary>
public sealed class RawPartsTests
{
    private const string Schema = """
        {type: object, properties: {
          spec: {type: object, required: [engine], properties: {engine: {type: string, enum: [PostgreSQL, MySQL]}, replicas: {type: integer, default: 1, maximum: 20},
                 size: {type: number}, tags: {type: array, x-kubernetes-list-type: set, items: {type: string}}, any: {type: object, x-kubernetes-preserve-unknown-fields: true}}},
          data: {type: object, additionalProperties: {type: string}},
          status: {type: object, properties: {phase: {type: string, enum: [Ready, Failed]}, replicas: {type: integer, default: 0}, note: {type: string, maxLength: 3},
                 conditions: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [type], items: {type: object, required: [type],
                   properties: {type: {type: string}, port: {type: integer}, status: {type: string, default: Unknown}}}}}}}}
        """;

    private readonly StillClock _time = new();
    private readonly ObjectRegistry _registry;
    private readonly ResourceKind _databases;
    private int _changes;
    private int _refused;

    public RawPartsTests()
    {
        _registry = new ObjectRegistry(new Store(new StoreOptions()), new ResourceRegistry(BuiltInResources.Create()), _time);
        var definition = CustomResourceDefinition.Read(Definitions.Created(Definitions.Of(Schema, "subresources: {status: {}}")));
        _databases = CustomKinds.Of(definition, new ServedDefinition(0), isTerminating: false).Single();
        Create(_registry.Resources.Find("", "v1", "namespaces")!, "", """{"metadata":{"name":"n"}}""");
    }

    [Fact]
    public void Changes_of_custom_resources_do_the_same_with_parts_unread()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var number = 0; number < 40; number++)
        {
            Create(_databases, "n", new RandomDatabase(random).Object($"db-{number}").ToJsonString());
            for (var step = 0; step < 12; step++) Change(_databases, $"db-{number}", random, new RandomDatabase(random), seed);
        }

        Assert.InRange(_refused, _changes / 20, _changes / 2);
    }

    [Fact]
    public void Changes_of_pods_do_the_same_with_parts_unread()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var pods = _registry.Resources.Find("", "v1", "pods")!;
        for (var number = 0; number < 25; number++)
        {
            Create(pods, "n", new RandomPod(random).Object($"pod-{number}").ToJsonString());
            for (var step = 0; step < 12; step++) Change(pods, $"pod-{number}", random, new RandomPod(random), seed);
        }

        Assert.InRange(_refused, _changes / 20, _changes / 2);
    }

    private void Change(ResourceKind kind, string name, Random random, RandomChange change, int seed)
    {
        if (random.Next(3) == 0) _time.Now += TimeSpan.FromSeconds(random.Next(3));
        var subresource = random.Next(4) == 0 ? "" : "status";
        var type = kind.IsCustom || random.Next(2) == 0 ? PatchType.Merge : PatchType.Strategic;
        var options = new Actors.ApiServer.Verbs.WriteOptions { Manager = $"m{random.Next(4)}{(random.Next(15) == 0 ? "\u00e9\u200b" : "")}", FieldValidation = random.Next(5) == 0 ? "Strict" : "Warn" };
        var replaces = random.Next(6) == 0;
        JsonNode sent = replaces ? change.Object(name) : change.Patch(subresource);
        var text = sent.ToJsonString();
        var stored = _registry.Get(kind, "n", name);
        if (replaces && random.Next(4) > 0) sent["metadata"]!["resourceVersion"] = stored.ResourceVersion;
        var rest = $"seed {seed}, {options.Manager} {type} {subresource} {(replaces ? "puts" : "patches")} {text} to {Encoding.UTF8.GetString(stored.Json.Span)}";

        ObjectUpdate Update(List<string> warnings)
        {
            var request = new ApiRequest(new DefaultHttpContext(), new RequestInfo { Path = "", Namespace = "n", Name = name, Subresource = subresource }, kind, new WriteAudit(_registry.Store, null));
            warnings.Clear();
            return replaces
                ? new ReplaceUpdate(Decoded(sent, kind), createsIfAbsent: false) { Subresource = subresource }
                : new PatchUpdate(request, type, JsonBody.Read(Encoding.UTF8.GetBytes(text)).Value, [], options) { Subresource = subresource };
        }

        var dry = options with { IsDryRun = true };
        var whole = Outcome(kind, name, () => Whole(Update([])), dry);
        var raw = Outcome(kind, name, () => Update([]), dry);
        _changes++;
        if (raw.StartsWith("{\"kind\":\"Status\"", StringComparison.Ordinal)) _refused++;
        Assert.True(whole == raw, $"{rest}\nwhole: {whole}\nraw:   {raw}");
        Outcome(kind, name, () => Update([]), options);
    }

    private string Outcome(ResourceKind kind, string name, Func<ObjectUpdate> update, Actors.ApiServer.Verbs.WriteOptions options)
    {
        try
        {
            return Encoding.UTF8.GetString(_registry.Update(kind, "n", name, update(), options).Object.Json.Span);
        }
        catch (StatusException refused)
        {
            return refused.Status.ToJson().ToJsonString();
        }
    }

    private static JsonObject Decoded(JsonNode sent, ResourceKind kind) =>
        BodyDecoder.Decode(Encoding.UTF8.GetBytes(sent.ToJsonString()), "", kind, new Actors.ApiServer.Verbs.WriteOptions { FieldValidation = "Ignore" }, []);

    private void Create(ResourceKind kind, string @namespace, string json)
    {
        var options = new Actors.ApiServer.Verbs.WriteOptions { Manager = "maker", FieldValidation = "Ignore" };
        var value = BodyDecoder.Decode(Encoding.UTF8.GetBytes(json), "", kind, options, []);
        _registry.Create(kind, @namespace, value, options);
    }

    private static WholeUpdate Whole(ObjectUpdate update) => new(update) { Subresource = update.Subresource };

    /// <summary>A change that wants the whole object.</summary>
    private sealed class WholeUpdate(ObjectUpdate inner) : ObjectUpdate
    {
        public override bool CreatesIfAbsent => inner.CreatesIfAbsent;

        public override bool OwnsFieldsItself => inner.OwnsFieldsItself;

        public override string? Uid => inner.Uid;

        public override JsonObject Apply(JsonObject? current) => inner.Apply(current);
    }
}
