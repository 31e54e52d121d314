using Actors.Objects;
using Actors.Operators.Events;

namespace Actors.Operators;

/// <summary>
/// Records events about one object. The same again counts up; what is similar is put together; who records too much is cut off, as in client-go. Written in the background: an event that
/// cannot be written is dropped.
/// </summary>
public sealed class EventRecorder
{
    private readonly EventWriter _writer;
    private readonly KubernetesObject _subject;

    internal EventRecorder(EventWriter writer, KubernetesObject subject) => (_writer, _subject) = (writer, subject);

    /// <summary>Something happened as it should.</summary>
    /// <param name="reason">One CamelCase word, for programs; at most 128 characters are kept.</param>
    /// <param name="message">For people; at most 1,024 bytes are kept, as the API allows no more.</param>
    public void Normal(string reason, string message) => Record("Normal", reason, message);

    /// <summary>Something did not happen as it should.</summary>
    /// <inheritdoc cref="Normal"/>
    public void Warning(string reason, string message) => Record("Warning", reason, message);

    private void Record(string type, string reason, string message)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        ArgumentNullException.ThrowIfNull(message);
        _writer.Record(new ObjectEvent(EventSubject.Of(_subject), type, reason, message));
    }
}
