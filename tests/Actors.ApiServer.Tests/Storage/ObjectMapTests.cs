using System.Text;
using Actors.ApiServer.Storage;
using Actors.Objects;

namespace Actors.ApiServer.Tests.Storage;

public class ObjectMapTests
{
    [Fact]
    public void It_agrees_with_a_sorted_dictionary_and_never_changes()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var map = ObjectMap.Empty;
        var model = new SortedDictionary<string, KubernetesObject>(StringComparer.Ordinal);
        for (var step = 0; step < 3000; step++)
        {
            var key = $"{random.Next(5)}/{random.Next(300)}";
            var (before, count) = (map, map.Count);
            if (random.Next(3) == 0)
            {
                map = map.Remove(key);
                model.Remove(key);
            }
            else
            {
                map = map.Set(key, Object(step));
                model[key] = Object(step);
            }

            Assert.True(before.Count == count, $"seed {seed}: a change changed the map before it");
            if (step % 50 == 0) Compare(map, model, random, seed);
        }

        Compare(map, model, random, seed);
    }

    private static void Compare(ObjectMap map, SortedDictionary<string, KubernetesObject> model, Random random, int seed)
    {
        var (from, to) = ($"{random.Next(5)}/", $"{random.Next(5)}0");
        var expected = model.Where(one => string.CompareOrdinal(one.Key, from) >= 0 && string.CompareOrdinal(one.Key, to) < 0).ToList();
        Assert.True(model.Count == map.Count, $"seed {seed}: {map.Count} objects instead of {model.Count}");
        Assert.True(model.SequenceEqual(map.Between("", null)), $"seed {seed}: other objects");
        Assert.True(expected.SequenceEqual(map.Between(from, to)), $"seed {seed}: other objects from {from} to {to}");
        Assert.True(string.CompareOrdinal(from, to) > 0 || expected.Count == map.CountBetween(from, to), $"seed {seed}: other count from {from} to {to}");
        Assert.All(model, one => Assert.True(map.TryGet(one.Key, out var found) && found == one.Value, $"seed {seed}: {one.Key}"));
    }

    private static KubernetesObject Object(int number) => KubernetesObject.Parse(Encoding.UTF8.GetBytes($"{{\"metadata\":{{\"generation\":{number}}}}}"));
}
