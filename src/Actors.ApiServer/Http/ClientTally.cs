namespace Actors.ApiServer.Http;

/// <summary>What a client has asked for by one verb, of one resource, and how much it was sent. A feature of each of its requests; counted by several threads at once.</summary>
internal sealed class ClientTally
{
    private long _requests;
    private long _sent;

    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Bytes of answers, as they were sent, without headers; of those that are sent in chunks, with or without what frames these.</summary>
    public long Sent => Volatile.Read(ref _sent);

    public void Begin() => Interlocked.Increment(ref _requests);

    public void Add(long bytes) => Interlocked.Add(ref _sent, bytes);
}
