using Actors.Kubernetes.Models;
using Actors.Operators;

namespace Actors.Testing;

/// <summary>What came of one reconcile. The operator is stopped; the objects are still there to be looked at until this is disposed of.</summary>
/// <typeparam name="T">The kind that was reconciled.</typeparam>
public sealed class SingleReconcile<T> : IAsyncDisposable
    where T : class, IKubernetesObject
{
    internal SingleReconcile(OperatorTestKit kit, SingleRun<T> run, T? subject, IReadOnlyList<ApiRequest> writes) =>
        (Kit, Outcome, Failure, Subject, Writes) = (kit, run.Outcome, run.Failure, subject, writes);

    /// <summary>The server, with all objects as they are afterwards.</summary>
    public OperatorTestKit Kit { get; }

    /// <summary>What the reconciler has returned; null if it threw.</summary>
    public Outcome? Outcome { get; }

    /// <summary>What it threw; null if it returned.</summary>
    public Exception? Failure { get; }

    /// <summary>The object as it is afterwards; null if it is gone.</summary>
    public T? Subject { get; }

    /// <summary>What was written, in order: by the reconciler, and the finalizer by the operator. Not the events.</summary>
    public IReadOnlyList<ApiRequest> Writes { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Kit.DisposeAsync();
}
