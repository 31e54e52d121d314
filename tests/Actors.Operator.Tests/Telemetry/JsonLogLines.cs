using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Operators.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Operators.Tests.Telemetry;

/// <summary>Keeps what an operator logs as the console would write it in a cluster.</summary>
internal sealed class JsonLogLines : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<JsonObject> _lines = new();
    private readonly JsonLogFormatter _formatter = new(TimeProvider.System);
    private IExternalScopeProvider? _scopes;

    public IEnumerable<JsonObject> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(JsonLogLines all, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => all._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = new StringWriter();
            all._formatter.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), all._scopes, text);
            all._lines.Enqueue(JsonSerializer.Deserialize<JsonObject>(text.ToString())!);
        }
    }
}
