using Microsoft.Extensions.Logging;

namespace Actors.Testing;

/// <summary>Keeps the last lines that an operator logs, and passes them on.</summary>
internal sealed class OperatorLog(Action<string>? output) : ILoggerProvider
{
    private const int LinesMax = 1000;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate) return [.. _lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // What is logged stays readable.
    }

    private void Add(string line)
    {
        lock (_gate)
        {
            if (_lines.Count == LinesMax) _lines.Dequeue();
            _lines.Enqueue(line);
        }

        output?.Invoke(line);
    }

    private sealed class Logger(OperatorLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add($"{logLevel} {category}: {formatter(state, exception)}{(exception is null ? "" : $"\n{exception}")}");
    }
}
