namespace Actors.Kernel;

/// <summary>Children, and who watches whom.</summary>
internal abstract partial class ActorCell
{
    public IReadOnlyCollection<ActorCell> Children => _extras?.Children ?? (IReadOnlyCollection<ActorCell>)[];

    public ActorCell? Child(string name) => _extras?.Children is { } children ? children.Find(ActorName.Of(name)) : null;

    public ActorCell Spawn(Props props, string? name)
    {
        ArgumentNullException.ThrowIfNull(props);
        if (name is not null && !ActorPath.IsValidName(name)) throw InvalidActorNameException.Malformed(name, Path);
        if (!ReferenceEquals(_extras?.ChildOrigin?.Props, props)) Extras.ChildOrigin = new CellOrigin(Host, this, props);
        return SpawnNamed(_extras!.ChildOrigin!, name ?? NextName("$"));
    }

    /// <summary>A child the kernel makes for its own use, not bound to the rules for names.</summary>
    public ActorCell SpawnNamed(CellOrigin origin, string name)
    {
        if (_state != CellState.Running)
            throw new InvalidOperationException($"{this} cannot spawn '{name}': it is {_state}");
        var key = ActorName.Of(name);
        if (_extras?.Children?.Find(key) is not null) throw InvalidActorNameException.InUse(name, Path);
        var child = Host.NewCell(origin, key);
        AddChild(child);
        return child;
    }

    public string NextName(string prefix) => $"{prefix}{++Extras.LastAnonymous}";

    public void Watch(ActorRef target)
    {
        switch (target)
        {
            case ActorCell child when ReferenceEquals(child.Parent, this):
                WatchChild(child);
                break;
            case ActorCell self when ReferenceEquals(self, this):
                throw new ArgumentException($"{this} cannot watch itself", nameof(target));
            case ActorCell cell when ReferenceEquals(cell.Host, Host):
                if ((Extras.Watching ??= []).Add(cell)) cell.Post(new WatchRequest(this));
                break;
            case DeadLettersRef:
                if ((Extras.Watching ??= []).Add(target)) Post(new StoppedNotice(target));
                break;
            default:
                throw new NotSupportedException($"{this} cannot watch {target}: only actors of the same system can be watched");
        }
    }

    public void Unwatch(ActorRef target)
    {
        if (target is ActorCell child && ReferenceEquals(child.Parent, this)) child._watchedInLife = 0;
        else if (_extras?.Watching?.Remove(target) == true) (target as ActorCell)?.Post(new UnwatchRequest(this));
    }

    private void AddChild(ActorCell child)
    {
        (Extras.Children ??= new ChildTable()).Add(child);
        child.Post(Kernel.Start.Instance);
    }

    private void WatchChild(ActorCell child)
    {
        if (child._watchedInLife == _life) return;
        child._watchedInLife = _life;
        if (_extras?.Children?.Contains(child) != true) Post(new StoppedNotice(child, _life));
    }

    /// <summary>Whether the watch the notice is about still stood; it does not any more.</summary>
    private bool EndWatch(StoppedNotice notice)
    {
        if (notice.Actor is not ActorCell child || !ReferenceEquals(child.Parent, this)) return _extras?.Watching?.Remove(notice.Actor) == true;
        if (notice.Life != _life || child._watchedInLife != _life) return false;
        child._watchedInLife = 0;
        return true;
    }

    private void AddWatcher(ActorCell watcher)
    {
        if (_state == CellState.Stopped) watcher.Post(new StoppedNotice(this));
        else (Extras.Watchers ??= []).Add(watcher);
    }

    private void OnChildStopped(ActorCell child)
    {
        _extras?.Children?.Remove(child);
        _extras?.Restarts?.Remove(child);
        if (child._watchedInLife == _life) _ready.AddLast(Host.Rent(new StoppedNotice(child, _life), null));
        GoOnWhenEnded();
    }
}
