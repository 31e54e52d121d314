namespace Actors.Testing;

/// <summary>How many requests the server has still to answer.</summary>
internal sealed class UnansweredRequests
{
    private readonly Lock _gate = new();
    private int _count;
    private TaskCompletionSource _none = Reached();

    public Task WhenNone
    {
        get
        {
            lock (_gate) return _none.Task;
        }
    }

    public void Add()
    {
        lock (_gate)
            if (_count++ == 0) _none = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Remove()
    {
        lock (_gate)
            if (--_count == 0) _none.SetResult();
    }

    private static TaskCompletionSource Reached()
    {
        var none = new TaskCompletionSource();
        none.SetResult();
        return none;
    }
}
