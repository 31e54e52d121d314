namespace Actors.Kernel;

/// <summary>Messages put aside for later.</summary>
internal abstract partial class ActorCell
{
    public void Stash(Envelope? envelope)
    {
        if (envelope is null) throw new InvalidOperationException($"{this} has no message to stash: it is not handling one");
        if (_currentIsStashed) throw new InvalidOperationException($"{this} has stashed {envelope.Message.GetType().Name} already");
        if (Extras.StashCount >= Host.StashCapacity) throw new StashOverflowException(Path, Host.StashCapacity);
        _currentIsStashed = true;
        _extras!.Stash.AddLast(envelope);
        _extras.StashCount++;
    }

    public void UnstashAll()
    {
        if (_extras is null) return;
        _ready.AddAllFirst(ref _extras.Stash);
        _extras.StashCount = 0;
    }
}
