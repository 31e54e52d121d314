namespace Actors.Operators.Management;

/// <summary>
/// Puts in order what several replicas have to tell of before they were asked, where a stream begins with that (its parameters are <c>tail</c> and <c>follow</c>). First each is asked for all it has
/// kept, then it is followed from there, without what it has told already: so nothing is left out in between, and nothing told twice.
/// </summary>
/// <param name="max">How much each keeps.</param>
/// <param name="timeOf">When something was.</param>
/// <param name="isLost">Whether it says that a replica cannot be followed.</param>
internal sealed class StreamBacklog<T>(int max, Func<T, DateTimeOffset> timeOf, Func<T, bool> isLost)
    where T : class
{
    /// <summary>Makes one source of what was, and more of what happens then.</summary>
    public async Task<IReadOnlyList<Func<CancellationToken, IAsyncEnumerable<T>>>> OrderAsync(
        ManagementRequest request, IReadOnlyList<FleetPeer> peers, Func<ManagementRequest, FleetPeer, CancellationToken, IAsyncEnumerable<T>> follow)
    {
        var all = Asked(request, follows: false);
        var past = await Task.WhenAll(peers.Select(peer => ReadAsync(follow(all, peer, request.Aborted)))).ConfigureAwait(false);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sources = new List<Func<CancellationToken, IAsyncEnumerable<T>>> { _ => TellAsync(past.SelectMany(static one => one).OrderBy(timeOf).TakeLast(request.Number("tail", 20, 0, max)), told) };
        if (!request.Flag("follow", true)) return sources;
        var live = Live(request);
        for (var at = 0; at < peers.Count; at++)
        {
            var (peer, known) = (peers[at], past[at]);
            if (!known.Exists(one => isLost(one))) sources.Add(stop => GoOnAsync(follow(live, peer, stop), [.. known], told.Task));
        }

        return sources;
    }

    /// <summary>What a replica is asked that is to tell everything and to go on.</summary>
    public ManagementRequest Live(ManagementRequest request) => Asked(request, follows: true);

    private ManagementRequest Asked(ManagementRequest request, bool follows) =>
        request.With(new Dictionary<string, string> { ["tail"] = $"{max}", ["follow"] = follows ? "true" : "false" });

    private static async Task<List<T>> ReadAsync(IAsyncEnumerable<T> lines)
    {
        var read = new List<T>();
        await foreach (var line in lines.ConfigureAwait(false)) read.Add(line);
        return read;
    }

    private static async IAsyncEnumerable<T> TellAsync(IEnumerable<T> past, TaskCompletionSource told)
    {
        foreach (var one in past) yield return one;
        told.SetResult();
        await told.Task.ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<T> GoOnAsync(IAsyncEnumerable<T> lines, HashSet<T> known, Task told)
    {
        await told.ConfigureAwait(false);
        await foreach (var line in lines.ConfigureAwait(false))
        {
            if (!known.Remove(line)) yield return line;
        }
    }
}
