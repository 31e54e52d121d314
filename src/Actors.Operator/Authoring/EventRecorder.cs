namespace Actors.Operators;

/// <summary>Records events about one object.</summary>
public sealed class EventRecorder
{
    internal EventRecorder() => throw new NotImplementedException();

    /// <summary>Something happened as it should.</summary>
    /// <param name="reason">One CamelCase word, for programs.</param>
    /// <param name="message">For people; at most 1,024 bytes are kept, as the API allows no more.</param>
    public void Normal(string reason, string message) => throw new NotImplementedException();

    /// <summary>Something did not happen as it should.</summary>
    /// <inheritdoc cref="Normal"/>
    public void Warning(string reason, string message) => throw new NotImplementedException();
}
