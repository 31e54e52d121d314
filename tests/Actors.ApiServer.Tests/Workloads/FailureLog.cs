using Microsoft.Extensions.Logging;

namespace Actors.ApiServer.Workloads.Tests;

/// <summary>Keeps what was reported to have gone wrong, so that no test passes over it.</summary>
internal sealed class FailureLog : ILogger
{
    private readonly List<string> _failures = [];

    public void AssertEmpty() => Assert.Empty(_failures);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _failures.Add($"{formatter(state, exception)}: {exception}");

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;
}
