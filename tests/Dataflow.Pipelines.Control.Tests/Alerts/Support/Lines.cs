using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Tests.Alerts.Support;

/// <summary>A logger whose lines a test reads.</summary>
internal sealed class Lines : ILogger
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Written { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Written.Enqueue((logLevel, formatter(state, exception)));
}
