using System.Collections.Concurrent;
using System.Diagnostics;
using Actors.Engine.Tests;
using Actors.Operators.Telemetry;

namespace Actors.Operators.Tests.Telemetry;

/// <summary>Keeps the activities of all operators in this process that have ended.</summary>
internal sealed class TraceRecord : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public TraceRecord()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == Traces.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Those about one object, or of requests in their traces, the oldest first.</summary>
    public IReadOnlyList<Activity> Of(string uid)
    {
        var all = _ended.ToArray();
        var traces = all.Where(one => uid.Equals(one.GetTagItem("actors.uid"))).Select(static one => one.TraceId).ToHashSet();
        return [.. all.Where(one => traces.Contains(one.TraceId))];
    }

    /// <summary>Waits until the activities about an object are as wanted.</summary>
    public async Task<IReadOnlyList<Activity>> WaitAsync(string uid, Func<IReadOnlyList<Activity>, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(Waiting.Limit);
        while (true)
        {
            var found = Of(uid);
            if (isWanted(found)) return found;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Not as wanted: {string.Join("; ", found.Select(static one => $"{one.OperationName} {one.Id} of {one.ParentId}: {string.Join(", ", one.TagObjects)}"))}");
            await Task.Yield();
        }
    }

    public void Dispose() => _listener.Dispose();
}
