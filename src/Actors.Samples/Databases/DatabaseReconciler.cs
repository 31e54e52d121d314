using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Operators;

namespace Actors.Samples.Databases;

/// <summary>Has each Database be what its spec says.</summary>
/// <param name="time">For the times in conditions.</param>
public sealed class DatabaseReconciler(TimeProvider time) : IReconciler<Database>, IFinalizer<Database>
{
    private static readonly TimeSpan WaitInterval = TimeSpan.FromSeconds(5);

    /// <summary>Makes what is missing, changes what differs, and reports. It does the same things in the same order every time, whatever has happened.</summary>
    /// <inheritdoc/>
    public async Task<Outcome> ReconcileAsync(ReconcileContext<Database> context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var state = await ApplyAsync(context, cancellation);
        await ReportAsync(context, state, cancellation);

        // Nearly all that it waits for is watched: when that comes, the next reconcile does.
        if (state.LooksAgain) return Outcome.RequeueAfter(WaitInterval);
        return state.Phase == DatabasePhase.Failed ? Outcome.Terminal(state.Reason, state.Message) : Outcome.Done;
    }

    /// <summary>Kubernetes collects all that the database owns, but not the claims that its StatefulSet has made.</summary>
    /// <inheritdoc/>
    public async Task<Outcome> FinalizeAsync(ReconcileContext<Database> context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var database = context.Object;
        if (context.Child<V1StatefulSet>(DatabaseNames.Of(database)) is not null)
        {
            // While it is there, it would make its claim again.
            await context.DeleteAsync<V1StatefulSet>(DatabaseNames.Of(database), cancellation);
            return Outcome.RequeueAfter(WaitInterval);
        }

        var claims = context.Client.Resource<V1PersistentVolumeClaim>().InNamespace(database.Metadata.Namespace!);
        var ours = LabelSelectorExpression.Of(new V1LabelSelector { MatchLabels = DatabaseNames.Selector(database) });
        await claims.DeleteCollectionAsync(new ObjectSelection { LabelSelector = ours }, cancellation: cancellation);
        return Outcome.Done;
    }

    private static async Task<DatabaseState> ApplyAsync(ReconcileContext<Database> context, CancellationToken cancellation)
    {
        var database = context.Object;
        var password = await DatabasePassword.EnsureAsync(context, cancellation);
        if (password.Key is not { } key) return password.Problem!;
        await context.ApplyAsync(DatabaseService.For(database), cancellation);
        await DatabaseBackup.EnsureAsync(context, key, cancellation);
        if (await DatabaseStorage.FitAsync(context, cancellation) is { } obstacle) return obstacle;
        return DatabaseState.Of(await context.ApplyAsync(DatabaseStatefulSet.For(database, key), cancellation));
    }

    private async Task ReportAsync(ReconcileContext<Database> context, DatabaseState state, CancellationToken cancellation)
    {
        var before = context.Object.Status?.Phase;
        await context.UpdateStatusAsync(database => Report(database, state), cancellation);
        if (state.Phase == before) return;
        if (state.Phase == DatabasePhase.Ready) context.Events.Normal("Ready", $"ready at {EngineProfile.ConnectionString(context.Object)}");
        if (state.Phase is DatabasePhase.Pending or DatabasePhase.Failed) context.Events.Warning(state.Reason, state.Message);
    }

    private void Report(Database database, DatabaseState state)
    {
        var status = database.Status ??= new DatabaseStatus();
        status.Phase = state.Phase;
        status.ObservedGeneration = database.Metadata.Generation;
        status.ConnectionString = EngineProfile.ConnectionString(database);
        SetCondition(database, DatabaseStatus.PasswordAvailable, !state.LacksPassword, state.LacksPassword ? state.Reason : "SecretFound", state.LacksPassword ? state.Message : "");
        SetCondition(database, DatabaseStatus.Ready, state.Phase == DatabasePhase.Ready, state.Reason, state.Message);
    }

    private void SetCondition(Database database, string type, bool isTrue, string reason, string message) => Conditions.Set(
        database.Status!.Conditions,
        new V1Condition { Type = type, Status = isTrue ? V1Condition.True : V1Condition.False, Reason = reason, Message = message, ObservedGeneration = database.Metadata.Generation },
        time.GetUtcNow());
}
