namespace Actors.Settings;

/// <summary>What waits for an actor.</summary>
public sealed record MailboxOptions
{
    /// <summary>
    /// How many messages an actor may stash. 1 to 1,000,000; default 1,000. <c>akka.actor.default-mailbox.stash-capacity</c>
    /// </summary>
    public int StashCapacity { get; init; } = 1000;

    internal MailboxOptions Read(SettingsReader reader) => new()
    {
        StashCapacity = reader.Int("akka.actor.default-mailbox.stash-capacity", StashCapacity, 1, 1_000_000),
    };
}
