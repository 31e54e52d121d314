using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Actors.Objects;
using Actors.Operators.Feeds;
using Actors.Settings;
using Actors.Testing;

namespace Actors.Operators.Tests.Feeds;

public sealed class KindPlaceTests : IDisposable
{
    private static readonly ShardSelector ByUid = new(ShardField.Uid, new HashRange(0, 1UL << 63));
    private static readonly ShardSelector ByOwner = new(ShardField.ControllerUid, new HashRange(0, 1UL << 63));

    private readonly ManualTime _time = new();
    private readonly KubernetesClient _client = new(new KubernetesConfiguration { Server = new Uri("http://127.0.0.1:1"), Origin = "a test" });

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(IngestMode.Auto, false, true)]
    [InlineData(IngestMode.Ingest, true, true)]
    [InlineData(IngestMode.Direct, false, false)]
    public void The_mode_decides_where_a_kind_is_read(IngestMode mode, bool isUidAtReplica, bool isOwnerAtReplica)
    {
        var place = At(mode);
        Assert.Equal((isUidAtReplica, isOwnerAtReplica, false), (!place.For(ByUid).IsServer, !place.For(ByOwner).IsServer, !place.For(null).IsServer));
    }

    [Theory]
    [InlineData(IngestMode.Auto, true)]
    [InlineData(IngestMode.Ingest, true)]
    [InlineData(IngestMode.Direct, false)]
    public void What_each_replica_needs_all_of_is_read_at_the_replica_named_unless_each_is_to_read_for_itself(IngestMode mode, bool isAtReplica) =>
        Assert.Equal(isAtReplica, !At(mode, isWhole: true).For(null).IsServer);

    [Fact]
    public void Where_no_replica_is_named_all_is_read_at_the_server() => Assert.True(new KindPlace(IngestMode.Ingest, false, _time).For(ByOwner).IsServer);

    [Fact]
    public void A_server_that_sends_what_it_is_not_asked_for_is_left_and_that_is_told_once()
    {
        var place = At(IngestMode.Auto);
        var (own, foreign) = (Find(static hash => hash), Find(static hash => !hash));
        Assert.False(place.Look(ByUid, own));
        Assert.True(place.For(ByUid).IsServer);
        Assert.True(place.Look(ByUid, foreign));
        Assert.False(place.Look(ByUid, foreign));
        Assert.Equal("r2", place.For(ByUid).Replica);
    }

    [Fact]
    public void A_replica_that_fails_for_too_long_is_left_for_a_while()
    {
        var place = At(IngestMode.Ingest);
        var replica = place.For(ByUid);
        Assert.False(place.Fails(replica));
        _time.Advance(KindPlace.Patience);
        Assert.True(place.Fails(replica));
        Assert.True(place.For(ByUid).IsServer);
        _time.Advance(KindPlace.Detour);
        Assert.Same(replica, place.For(ByUid));
    }

    [Fact]
    public void A_replica_that_works_between_two_failures_is_not_left()
    {
        var place = At(IngestMode.Ingest);
        Assert.False(place.Fails(place.For(ByUid)));
        place.Works();
        _time.Advance(KindPlace.Patience);
        Assert.False(place.Fails(place.For(ByUid)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_replica_works_if_it_has_shown_a_version(bool isByReplica)
    {
        var place = At(IngestMode.Ingest);
        Assert.False(place.Fails(place.For(ByUid)));
        place.See(ObjectVersion.Of("7"), isByReplica);
        _time.Advance(KindPlace.Patience);
        Assert.Equal(!isByReplica, place.Fails(place.For(ByUid)));
    }

    [Fact]
    public void What_another_replica_did_wrong_is_not_held_against_its_successor()
    {
        var place = At(IngestMode.Ingest);
        var before = place.For(ByUid);
        place.Fails(before);
        _time.Advance(KindPlace.Patience);
        place.Put("r3", "10.0.0.3:80", _ => _client);
        Assert.False(place.Fails(before));
        Assert.Equal("r3", place.For(ByUid).Replica);
    }

    [Fact]
    public void The_highest_version_that_was_shown_is_remembered()
    {
        var place = At(IngestMode.Ingest);
        Assert.Equal("", place.Seen);
        foreach (var version in new[] { "9", "10", "x", "8" }) place.See(ObjectVersion.Of(version), isByReplica: false);
        Assert.Equal("10", place.Seen);
    }

    private KindPlace At(IngestMode mode, bool isWhole = false)
    {
        var place = new KindPlace(mode, isWhole, _time);
        place.Put("r2", "10.0.0.2:80", _ => _client);
        return place;
    }

    private static KubernetesObject Find(Predicate<bool> isWanted) => Enumerable.Range(0, 100)
        .Select(static number => KubernetesObject.Parse(System.Text.Encoding.UTF8.GetBytes($"{{\"kind\":\"A\",\"metadata\":{{\"name\":\"a\",\"uid\":\"{number}-1b4e-4f0a-9c1e\"}}}}")))
        .First(one => isWanted(ByUid.Matches(one)));
}
