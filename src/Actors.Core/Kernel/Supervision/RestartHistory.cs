namespace Actors.Kernel;

/// <summary>The restarts of one child in a row, as its parent remembers them.</summary>
internal readonly record struct RestartHistory(int Count, Instant Until)
{
    /// <summary>The history with one more failure at <paramref name="now"/>, or null if the strategy allows no further restart.</summary>
    public RestartHistory? Next(SupervisorStrategy strategy, Instant now, double chance, out TimeSpan backoff)
    {
        var restart = now - Until >= strategy.ResetAfter ? 1 : Count + 1;
        backoff = strategy.BackoffBefore(restart, chance);
        return restart > strategy.MaxRestarts ? null : new RestartHistory(restart, now + backoff);
    }
}
