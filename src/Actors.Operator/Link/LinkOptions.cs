namespace Actors.Operators.Link;

/// <summary>The limits of what replicas tell each other. Those marked so must fit those of the other replicas.</summary>
internal sealed record LinkOptions
{
    /// <summary>How many messages wait for one peer; also how many answers wait for one asker, and how many questions to one peer wait for an answer.</summary>
    public int BufferedMax { get; init; } = 1024;

    /// <summary>The longest frame in bytes, the same on all replicas.</summary>
    public int FrameBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long a message waits for a peer that cannot be reached: as long as anybody waits for what is told, see <see cref="Settings.ClusterOptions.HandoffTimeout"/>.</summary>
    public TimeSpan WaitMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long connecting may take, the other side's look at the credentials included; and then each write.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The wait after the first failure to connect; each further one doubles it.</summary>
    public TimeSpan BackoffMin { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two tries to connect.</summary>
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After this time without a message a link is closed.</summary>
    public TimeSpan IdleMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one request is used: the next one shows the credentials anew. The same on all replicas, as the server ends those that last half as long again.</summary>
    public TimeSpan RequestAgeMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the end of a link may take: what waits is sent.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the log tells of the same trouble with the same peer.</summary>
    public TimeSpan LogPeriod { get; init; } = TimeSpan.FromMinutes(1);
}
