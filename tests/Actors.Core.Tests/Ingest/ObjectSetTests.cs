using System.Text;
using Actors.Objects;

namespace Actors.Ingest.Tests;

public sealed class ObjectSetTests
{
    [Fact]
    public void An_object_is_found_by_namespace_and_name()
    {
        var set = new ObjectSet();
        set.Put(Make("ab", "c"));
        Assert.True(set.TryGet("ab", "c", out var found));
        Assert.Equal("ab/c", $"{found.Namespace}/{found.Name}");
        Assert.True(set.TryGet(Make("ab", "c", version: 9), out _));
        Assert.False(set.TryGet("a", "bc", out _));
        Assert.False(set.TryGet("c", "ab", out _));
        Assert.False(set.TryGet("", "c", out _));
    }

    [Fact]
    public void An_object_of_the_whole_cluster_has_no_namespace()
    {
        var set = new ObjectSet();
        set.Put(KubernetesObject.Parse("""{"metadata":{"name":"node"}}"""u8));
        Assert.True(set.TryGet("", "node", out _));
        Assert.False(set.TryGet("node", "", out _));
    }

    [Fact]
    public void A_name_that_is_written_with_escapes_is_found_by_what_it_says()
    {
        var set = new ObjectSet();
        set.Put(KubernetesObject.Parse("""{"metadata":{"name":"read\u0026write"}}"""u8));
        Assert.True(set.TryGet("", "read&write", out _));
        Assert.False(set.TryGet("", "read\\u0026write", out _));
    }

    [Fact]
    public void A_name_with_a_broken_escape_does_not_come_this_far() =>
        Assert.Throws<MalformedObjectException>(() => KubernetesObject.Parse("""{"metadata":{"name":"a\q"}}"""u8));

    [Fact]
    public void Of_two_with_one_name_the_last_is_held()
    {
        var set = new ObjectSet();
        var (first, second) = (Make("n", "a", version: 1), Make("n", "a", version: 2));
        set.Put(first);
        set.Put(second);
        Assert.Single(set);
        Assert.True(set.TryGet("n", "a", out var held));
        Assert.True(held.Json.Span == second.Json.Span);
    }

    [Fact]
    public void What_is_removed_is_gone_whatever_its_version()
    {
        var set = new ObjectSet();
        set.Put(Make("n", "a", version: 1));
        set.Put(Make("n", "b", version: 2));
        Assert.True(set.Remove(Make("n", "a", version: 3)));
        Assert.False(set.Remove(Make("n", "a", version: 1)));
        Assert.Equal(["b"], set.Select(held => held.Name));
    }

    [Fact]
    public void It_agrees_with_a_dictionary()
    {
        var (set, model, random) = (new ObjectSet(), new Dictionary<(string, string), KubernetesObject>(), new Random(7));
        for (var step = 1; step < 5000; step++)
        {
            var made = Make($"n{random.Next(5)}", $"o{random.Next(20)}", version: step);
            var key = (made.Namespace, made.Name);
            if (random.Next(3) == 0)
            {
                Assert.Equal(model.Remove(key), set.Remove(made));
            }
            else
            {
                set.Put(made);
                model[key] = made;
            }

            Assert.Equal(model.Count, set.Count);
            Assert.Equal(model.TryGetValue(key, out var expected), set.TryGet(made, out var held));
            Assert.Equal(expected, held);
        }

        Assert.Equal(model.Values.Select(held => $"{held}").Order(), set.Select(held => $"{held}").Order());
    }

    private static KubernetesObject Make(string @namespace, string name, int version = 1) => KubernetesObject.Parse(Encoding.UTF8.GetBytes(
        $$$"""{"kind":"K","metadata":{"name":"{{{name}}}","namespace":"{{{@namespace}}}","resourceVersion":"{{{version}}}"}}"""));
}
