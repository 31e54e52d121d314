using Actors.Kernel;

namespace Actors.Engine;

/// <summary>Asks actors what they are and do, before what waits for them and whatever state they are in.</summary>
public sealed partial class ActorSystem
{
    /// <summary>The actor above all.</summary>
    internal ActorRef Root => _root;

    /// <summary>The monotonic clock of the actors.</summary>
    internal Instant Now => _host.Now;

    /// <summary>Asks one.</summary>
    /// <returns>The answer; <see cref="NothingToSay"/> if it has none.</returns>
    /// <exception cref="TimeoutException">No answer in time.</exception>
    internal async Task<object> InspectAsync(ActorRef actor, object question, TimeSpan timeout, CancellationToken cancellation)
    {
        var answer = (object)NothingToSay.Instance;
        await InspectAllAsync([actor], question, one => answer = one, timeout, cancellation).ConfigureAwait(false);
        return answer;
    }

    /// <summary>Asks many.</summary>
    /// <param name="actors">Actors of this system.</param>
    /// <param name="question">What.</param>
    /// <param name="take">Gets each answer, on any thread, several at once.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="TimeoutException">Not all have answered in time.</exception>
    internal async Task InspectAllAsync(IReadOnlyCollection<ActorRef> actors, object question, Action<object> take, TimeSpan timeout, CancellationToken cancellation)
    {
        if (actors.Count == 0) return;
        var collector = new CollectRef(_host, Interlocked.Increment(ref _lastAsk), actors.Count, take);
        var inspect = new Inspect(question, collector);
        foreach (var actor in actors) ((ActorCell)actor).Post(inspect);
        await WaitAsync(collector, question, timeout, cancellation).ConfigureAwait(false);
    }

    /// <summary>Tells one actor many messages, each of which is answered once.</summary>
    /// <exception cref="TimeoutException">Not all were answered in time.</exception>
    internal async Task AskAllAsync(ActorRef actor, IReadOnlyCollection<object> messages, Action<object> take, TimeSpan timeout, CancellationToken cancellation)
    {
        if (messages.Count == 0) return;
        var collector = new CollectRef(_host, Interlocked.Increment(ref _lastAsk), messages.Count, take);
        foreach (var message in messages) actor.Tell(message, collector);
        await WaitAsync(collector, messages.First(), timeout, cancellation).ConfigureAwait(false);
    }

    private async Task WaitAsync(CollectRef collector, object question, TimeSpan timeout, CancellationToken cancellation)
    {
        try
        {
            await collector.WhenAll.WaitAsync(timeout, _time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Not all actors answered {question.GetType().Name} within {timeout}");
        }
        finally
        {
            collector.Close();
        }
    }
}
