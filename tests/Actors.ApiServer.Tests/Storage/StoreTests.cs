using System.Text;
using Actors.ApiServer.Storage;
using Actors.Objects;

namespace Actors.ApiServer.Tests.Storage;

public class StoreTests
{
    private readonly Store _store = new(new StoreOptions());

    private ResourceLog Pods => _store.Of("pods");

    [Fact]
    public void Every_change_has_the_next_version_whatever_it_is_of()
    {
        var first = Create("a");
        Assert.True(_store.TryCreate(_store.Of("nodes"), "n", Draft("n"), out var node));
        var second = Update(first, "b");
        Assert.Equal([2UL, 3UL, 4UL], new[] { first, node, second }.Select(Number));
        Assert.Equal(4UL, _store.Version);
    }

    [Fact]
    public void An_object_is_created_once()
    {
        Create("a");
        Assert.False(_store.TryCreate(Pods, "a", Draft("a"), out _));
        Assert.Equal(2UL, _store.Version);
    }

    [Fact]
    public void What_has_changed_meanwhile_is_neither_replaced_nor_removed()
    {
        var first = Create("a");
        Update(first, "newer");
        Assert.False(_store.TryUpdate(Pods, "a", first, Draft("a"), out _));
        Assert.False(_store.TryDelete(Pods, "a", first, null, out _));
        Assert.Equal(3UL, _store.Version);
    }

    [Fact]
    public void The_log_tells_each_change_with_what_was_before()
    {
        var first = Create("a");
        var second = Update(first, "b");
        Assert.True(_store.TryDelete(Pods, "a", second, null, out var gone));

        var changes = Enumerable.Range(0, 3).Select(position => Pods.Read(position)!).ToList();
        Assert.Equal([WatchEventType.Added, WatchEventType.Modified, WatchEventType.Deleted], changes.Select(static one => one.Type));
        Assert.Equal([true, false, false], changes.Select(static one => one.Previous.IsEmpty));
        Assert.Equal(first, changes[1].Previous);
        Assert.Equal(gone, changes[2].Object);
        Assert.Equal("4", gone.ResourceVersion);
        Assert.Equal("b", gone.Labels["mark"]);
        Assert.Null(Pods.Read(3));
    }

    [Fact]
    public void What_leaves_a_selector_is_shown_as_it_was_at_the_version_it_left()
    {
        Update(Create("a"), "b");
        var left = Pods.Read(1)!.Left;
        Assert.Equal(("3", null), (left.ResourceVersion, left.Labels["mark"]));
    }

    [Fact]
    public void A_version_of_the_past_is_read_as_it_was()
    {
        var first = Create("a");
        Create("b");
        Assert.True(_store.TryDelete(Pods, "a", first, null, out _));

        Assert.Equal(["", "a", "a,b", "b"], Enumerable.Range(1, 4).Select(version => Keys((ulong)version)));
    }

    [Theory]
    [InlineData(3, 1 << 20)]
    [InlineData(100, 600)]
    public void The_past_is_bounded_by_changes_and_by_bytes(int changes, long bytes)
    {
        var store = new Store(new StoreOptions(changes, bytes));
        var log = store.Of("pods");
        for (var number = 0; number < 50; number++) Assert.True(store.TryCreate(log, $"p{number:00}", Draft("x"), out _));

        Assert.False(log.TryGetObjectsAt(2, out _));
        Assert.False(log.TryFindAfter(2, out _));
        Assert.Throws<ChangesLostException>(() => log.Read(0));
        Assert.True(log.TryGetObjectsAt(store.Version - 1, out var before));
        Assert.Equal((49, 50), (before.Count, log.Objects.Count));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1_000)]
    public void Every_version_in_the_window_is_read_as_it_was(int window)
    {
        const int Changes = 400;
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var store = new Store(new StoreOptions(window));
        var log = store.Of("pods");
        var expected = new List<string> { "" };
        for (var number = 0; number < Changes; number++)
        {
            var key = $"p{random.Next(20):00}";
            if (!log.Objects.TryGet(key, out var known)) Assert.True(store.TryCreate(log, key, Draft("x"), out _));
            else if (random.Next(2) == 0) Assert.True(store.TryUpdate(log, key, known, Draft("x", "y"), out _));
            else Assert.True(store.TryDelete(log, key, known, null, out _));
            expected.Add(Written(log.Objects));
        }

        for (var past = 0; past <= Changes; past++)
        {
            var version = store.Version - (ulong)past;
            Assert.True(log.TryGetObjectsAt(version, out var objects) == past <= window, $"seed {seed}, {past} changes ago");
            if (objects is not null) Assert.True(Written(objects) == expected[Changes - past], $"seed {seed}, {past} changes ago");
        }

        static string Written(ObjectMap objects) => string.Join(',', objects.Between("", null).Select(static one => $"{one.Key}@{one.Value.ResourceVersion}"));
    }

    [Fact]
    public void The_log_holds_on_to_few_maps_of_the_past()
    {
        for (var number = 0; number < 320; number++) Create($"p{number}");
        Assert.InRange(Enumerable.Range(0, 320).Count(position => Pods.Read(position)!.After is not null), 1, 20);
    }

    [Fact]
    public void A_resource_knows_nothing_of_before_it_came_to_be()
    {
        Create("a");
        var late = _store.Of("late");
        Assert.False(late.TryFindAfter(1, out _));
        Assert.True(late.TryFindAfter(2, out var position));
        Assert.Equal(0, position);
    }

    [Fact]
    public void Compaction_forgets_the_past_of_all_resources()
    {
        Create("a");
        _store.Compact();
        Assert.False(Pods.TryGetObjectsAt(1, out _));
        Assert.Throws<ChangesLostException>(() => Pods.Read(0));
        Assert.Equal("a", Keys(2));
    }

    [Fact]
    public async Task Who_waits_for_a_change_or_a_version_is_told()
    {
        var change = Pods.ChangeAfter(0);
        var version = _store.WaitForAsync(3, CancellationToken.None);
        Create("a");
        await change;
        Assert.False(version.IsCompleted);
        Create("b");
        await version;
        Assert.True(Pods.ChangeAfter(1).IsCompleted);
    }

    [Fact]
    public async Task Readers_see_every_change_once_and_in_order_while_many_write()
    {
        const int Writers = 4;
        const int Each = 500;
        var reading = Task.Run(async () =>
        {
            var versions = new List<ulong>();
            for (var position = 0L; versions.Count < Writers * Each; position++)
            {
                await Pods.ChangeAfter(position);
                versions.Add(Pods.Read(position)!.Version);
            }

            return versions;
        });
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            for (var number = 0; number < Each; number++) Assert.True(_store.TryCreate(Pods, $"{writer}-{number}", Draft("x"), out _));
        })));
        Assert.Equal(Enumerable.Range(2, Writers * Each).Select(static number => (ulong)number), await reading);
    }

    private static ObjectDraft Draft(string name, string? mark = null)
    {
        var labels = mark is null ? "" : $",\"labels\":{{\"mark\":\"{mark}\"}}";
        var json = $"{{\"metadata\":{{\"name\":\"{name}\",\"resourceVersion\":\"\"{labels}}}}}";
        return new ObjectDraft(Encoding.UTF8.GetBytes(json), json.IndexOf("\"\"", StringComparison.Ordinal) + 1);
    }

    private static ulong Number(KubernetesObject value) => value.TryGetVersionNumber(out var number) ? number : 0;

    private KubernetesObject Create(string name)
    {
        Assert.True(_store.TryCreate(Pods, name, Draft(name), out var created));
        return created;
    }

    private KubernetesObject Update(KubernetesObject value, string mark)
    {
        Assert.True(_store.TryUpdate(Pods, value.Name, value, Draft(value.Name, mark), out var updated));
        return updated;
    }

    private string Keys(ulong version)
    {
        Assert.True(Pods.TryGetObjectsAt(version, out var objects));
        return string.Join(',', objects.Between("", null).Select(static one => one.Key));
    }
}
