using System.Globalization;
using Actors.Kernel;

namespace Actors.Cluster;

/// <summary>Keeps the replica's own lease.</summary>
internal sealed partial class ClusterActor
{
    private readonly OwnLease _lease = new(settings.Options.RenewDeadline);
    private string? _version;

    // Where the answer to the first write was lost, a later one tells.
    private bool _hasJoined;
    private LeaseRecord? _writing;
    private bool _writesAgain;
    private Instant _sentAt;
    private Instant? _keptUntil;
    private long _acknowledged;

    // The epoch the lease says was seen. A map is acted upon only when it is not 0 any more: a map that was deleted can then be told from one that never was.
    private long _seen;

    // The number of the read that decides what a conflict means; 0 if there is none.
    private long _resolvingRead;

    private LeaseRecord Record() => new(_replica, _replica)
    {
        Address = settings.Address, Weight = Options.Weight, IsLeaving = _isLeaving, Seen = _newestEpoch, Acknowledged = _acknowledged,
        Shards = Options.NumberOfShards,
    };

    /// <summary>Begins as a replica nobody knows yet: with the name comes something that no former life had.</summary>
    private void BeSomebodyNew(ActorContext context)
    {
        _replica = string.Create(CultureInfo.InvariantCulture, $"{settings.Name}_{context.Random.NextInt64(1L << 40):x10}");
        (_version, _hasJoined, _acknowledged, _seen, _resolvingRead) = (null, false, 0, 0, 0);
        (_map, _newestEpoch) = (null, 0);
        _lease.Lost();
        _coordination.Lost();
        Renew(context);
    }

    private void Renew(ActorContext context)
    {
        if (_hasLeft) return;
        if (_writing is not null)
        {
            _writesAgain = true;
            return;
        }

        _writesAgain = false;
        _sentAt = context.Now;
        _writing = Record();
        context.CancelTimer(RenewTimer);
        context.Perform(new WriteLease(_writing, _version, Options.OperationTimeout));
    }

    private void OnWritten(LeaseWritten written, ActorContext context)
    {
        if (_writing is not { } record || record.Name != written.Name)
        {
            OnOtherWritten(written, context);
            return;
        }

        _writing = null;
        if (record.Name != _replica)
        {
            Renew(context);
            return;
        }

        if (!_hasJoined) Report(FleetNews.Joined, _replica, context);
        (_hasJoined, _version) = (true, written.Version);
        if (record.Holder.Length == 0)
        {
            Leave(context);
            return;
        }

        _lease.Renewed(_sentAt);
        if (_hasLeft)
        {
            WriteRelease(context);
            return;
        }

        KeepFence(context);
        if (_ownership is not null) AssignKeys(context);
        Tell(record.Seen, context);
        if (_writesAgain) Renew(context);
        else context.StartTimer(RenewTimer, RenewDue.Instance, Later(_sentAt + Options.RenewInterval, context));
        Read(context);
    }

    private void Tell(long seen, ActorContext context)
    {
        var isFirst = _seen == 0 && seen > 0;
        _seen = seen;
        if (isFirst && _ownership is not null) Assign(context);
    }

    /// <summary>Has the shell let requests through for as long as that is good, where it is for longer than before.</summary>
    private void KeepFence(ActorContext context)
    {
        if ((_ownership ?? _granting) is not { } held || _keptUntil == FenceAt) return;
        _keptUntil = FenceAt;
        context.StartTimer(FenceTimer, FenceDue.Instance, Later(FenceAt, context));
        context.Perform(new KeepFence(held, FenceAt));
    }

    private static TimeSpan Later(Instant at, ActorContext context) => at > context.Now ? at - context.Now : TimeSpan.Zero;

    private void OnRefused(LeaseRefused refused, ActorContext context)
    {
        if (_writing is not { } record || record.Name != refused.Name)
        {
            OnOtherRefused(refused, context);
            return;
        }

        _writing = null;
        if (record.Name != _replica)
        {
            Renew(context);
            return;
        }

        if (record.Holder.Length == 0 || _hasLeft)
        {
            Leave(context);
            return;
        }

        // Others may have taken it, or an answer was lost: the next read tells.
        if (refused.Failure.Code is 404 or 409)
        {
            _resolvingRead = _reads + 1;
            Read(context);
        }
        else
        {
            context.StartTimer(RenewTimer, RenewDue.Instance, RetryPeriod);
        }
    }

    /// <summary>What the refusal of a renewal meant, by a read that was sent after it.</summary>
    private void Resolve(FleetRead read, ActorContext context)
    {
        _resolvingRead = 0;
        var held = read.Leases.FirstOrDefault(lease => lease.Record.Name == _replica);
        if (held?.Record.Holder == _replica)
        {
            _version = held.Version;
            Renew(context);
        }
        else if (held is null && _version is null)
        {
            Renew(context);
        }
        else
        {
            Report(FleetNews.Expelled, _replica, context);
            Disown(context);
            BeSomebodyNew(context);
        }
    }
}
