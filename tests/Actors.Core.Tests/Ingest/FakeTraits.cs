namespace Actors.Ingest.Tests;

/// <summary>How a server takes to streaming lists.</summary>
internal enum StreamingLists
{
    /// <summary>It gives them.</summary>
    Given,

    /// <summary>It refuses them with 400 or 422.</summary>
    Refused,

    /// <summary>It sends all there is and never says that this was all: it ignores <c>sendInitialEvents</c>, or forgets the bookmark.</summary>
    Endless,
}

/// <summary>What a server is like, in bad times and good.</summary>
internal sealed record FakeTraits(StreamingLists Streaming, bool SendsBookmarks, bool KnowsShards, TimeSpan Latency)
{
    public static FakeTraits Draw(Random random) => new(
        (StreamingLists)random.Next(3), random.Next(3) > 0, random.Next(2) == 0, TimeSpan.FromMilliseconds(random.Next(3) * random.Next(200)));
}
