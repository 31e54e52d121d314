namespace Actors.Load.Subjects;

/// <summary>Something that reconciles databases and is measured: in a process of its own, with nothing else in it.</summary>
internal interface ISubject : IAsyncDisposable
{
    /// <summary>Begins to list and watch.</summary>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>How many objects have got in line to be reconciled, since the start; null before all there was is known.</summary>
    Task<long?> EnqueuedAsync();
}
