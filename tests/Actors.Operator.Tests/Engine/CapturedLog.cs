using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Actors.Engine.Tests;

/// <summary>Keeps what the engine says, by the name of the method of <see cref="EngineLog"/> that says it.</summary>
internal sealed class CapturedLog : ILogger<ActorSystem>
{
    private readonly ConcurrentQueue<Line> _lines = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _said = new();

    public IReadOnlyList<Line> Lines => [.. _lines];

    /// <summary>What was said under that name, in order.</summary>
    public IReadOnlyList<string> Of(string name) => [.. _lines.Where(line => line.Name == name).Select(line => line.Text)];

    /// <summary>Ends when something has been said under that name.</summary>
    public Task WhenSaid(string name) => _said.GetOrAdd(name, static _ => Waiting.Signal()).Task.Soon();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Add(new Line(eventId.Name!, logLevel, formatter(state, exception), exception));

    private void Add(Line line)
    {
        _lines.Enqueue(line);
        _said.GetOrAdd(line.Name, static _ => Waiting.Signal()).TrySetResult();
    }

    internal sealed record Line(string Name, LogLevel Level, string Text, Exception? Failure);
}
