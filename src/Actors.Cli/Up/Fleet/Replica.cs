namespace Actors.Cli.Up.Fleet;

/// <summary>One of the operator's replicas, through all lives of its process.</summary>
/// <param name="name">Its name, which all its lives have.</param>
/// <param name="start">How to start a life, by its number from 1.</param>
internal sealed class Replica(string name, Func<int, OperatorStart> start) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, long> _killedAt = [];
    private ReplicaLife? _life;
    private ReplicaState _state;
    private bool _isOver;

    public string Name => name;

    public ReplicaState State
    {
        get
        {
            lock (_gate) return _state;
        }
    }

    /// <summary>The life it is in, or was in last.</summary>
    /// <exception cref="InvalidOperationException">It was never started.</exception>
    public ReplicaLife Life
    {
        get
        {
            lock (_gate) return _life ?? throw new InvalidOperationException($"{name} was never started");
        }
    }

    /// <summary>Whether its process has ended though nobody has ended it, or has not ended in order though it was asked to.</summary>
    public bool HasEndedByItself
    {
        get
        {
            lock (_gate)
            {
                if (_life is not { Process.Exited.IsCompletedSuccessfully: true } life || _state == ReplicaState.Killed) return false;
                return _state != ReplicaState.Stopped || !life.HasEndedInOrder;
            }
        }
    }

    /// <summary>When a life of it was killed, by the machine's clock; null if it was not.</summary>
    public long? KilledAt(int life)
    {
        lock (_gate) return _killedAt.TryGetValue(life, out var at) ? at : null;
    }

    /// <summary>Begins a life, the first or the next; none after <see cref="EndAsync"/>.</summary>
    /// <exception cref="IOException">The process cannot be started.</exception>
    public void Start()
    {
        lock (_gate)
        {
            if (_isOver) return;
            var number = (_life?.Number ?? 0) + 1;
            var how = start(number);
            _life = new ReplicaLife(number, OperatorProcess.Start(how), how.ManagementPort);
            _state = number == 1 ? ReplicaState.Starting : ReplicaState.Restarting;
        }
    }

    /// <summary>A life of it answers.</summary>
    public void Answered(int life)
    {
        lock (_gate)
        {
            if (_life?.Number == life && _state is ReplicaState.Starting or ReplicaState.Restarting) _state = ReplicaState.Running;
        }
    }

    public void Kill()
    {
        lock (_gate)
        {
            // From before the signal: until then it certainly ran.
            _killedAt[_life!.Number] = MachineClock.Now;
            _state = ReplicaState.Killed;
            _life.Process.Kill();
        }
    }

    public void Pause()
    {
        lock (_gate)
        {
            _state = ReplicaState.Paused;
            _life!.Process.Pause();
        }
    }

    public void Resume()
    {
        lock (_gate)
        {
            _life!.Process.Resume();
            _state = ReplicaState.Running;
        }
    }

    /// <summary>Has it end in order; if it does not in time, ends it.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            if (_life is null) return Task.CompletedTask;
            if (_state == ReplicaState.Paused) _life.Process.Resume();
            if (_state != ReplicaState.Killed) _state = ReplicaState.Stopped;
            return _life.Process.StopAsync();
        }
    }

    /// <summary>Has it end in order, for good.</summary>
    public Task EndAsync()
    {
        lock (_gate) _isOver = true;
        return StopAsync();
    }

    /// <summary>Starts it again after it was killed or stopped, when its last life has ended.</summary>
    public async Task StartAgainAsync()
    {
        var last = Life;
        await last.Process.Exited;
        if (HasEndedByItself) return;
        await last.Process.DisposeAsync();
        Start();
    }

    /// <summary>Whether a life of it has answered before it ended: what ends before cannot work, and what ends after may have been killed.</summary>
    public bool HasAnswered
    {
        get
        {
            lock (_gate) return _state == ReplicaState.Running;
        }
    }

    /// <summary>Starts it again after it has ended by itself.</summary>
    /// <exception cref="IOException">The process cannot be started.</exception>
    public async Task ReviveAsync()
    {
        await Life.Process.DisposeAsync();
        Start();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        if (_life is not null) await _life.Process.DisposeAsync();
    }
}
