using System.Text.Json.Nodes;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;
using Actors.ApiServer.Verbs;
using Actors.ApiServer.Workers;

namespace Actors.ApiServer.Tests.Workers;

public class ChangeReaderTests
{
    private readonly ObjectRegistry _registry = new(new Store(new StoreOptions()), new ResourceRegistry(BuiltInResources.Create()), TimeProvider.System);

    /// <summary>
    /// What is written while the changes are read is read the next time, in whatever order the resources are: else what came of a change could be seen without it, such as
    /// the pods that were let go before the deletion of their StatefulSet, which would take them back.
    /// </summary>
    [Fact]
    public void What_comes_meanwhile_is_seen_the_next_time()
    {
        var reader = new ChangeReader(_registry);
        string[] resources = ["secrets", "configmaps", "namespaces", "serviceaccounts"];
        Create("namespaces", "default");
        foreach (var resource in resources) Create(resource, "first");
        reader.Drain(static (_, _) => { });

        foreach (var resource in resources) Create(resource, "second");
        Assert.Equal(resources.Order(), Drained(reader, () => Array.ForEach(resources, resource => Create(resource, "third"))).Order());
        Assert.Equal(resources.Order(), Drained(reader, static () => { }).Order());
    }

    /// <summary>The resources of the changes read.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="atFirst">What happens while the first change is looked at.</param>
    private static List<string> Drained(ChangeReader reader, Action atFirst)
    {
        var seen = new List<string>();
        reader.Drain((kind, _) =>
        {
            seen.Add(kind.Plural);
            if (seen.Count == 1) atFirst();
        });
        return seen;
    }

    private void Create(string resource, string name)
    {
        var kind = _registry.Resources.Find("", "v1", resource)!;
        var value = new JsonObject { ["apiVersion"] = "v1", ["kind"] = kind.Kind, ["metadata"] = new JsonObject { ["name"] = name } };
        kind.Rules.Decode(value);
        _registry.Create(kind, kind.IsNamespaced ? "default" : "", value, WriteOptions.Internal);
    }
}
