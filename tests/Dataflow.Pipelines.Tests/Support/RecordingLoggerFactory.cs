using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>Stores the log lines.</summary>
internal sealed class RecordingLoggerFactory : ILoggerFactory
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IEnumerable<(LogLevel Level, string Text)> Lines => _lines;

    /// <summary>Throws for lines that start with this text, as a provider that cannot write.</summary>
    public string? ThrowsFor { get; set; }

    public ILogger CreateLogger(string categoryName) => new Recorder(this);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private sealed class Recorder(RecordingLoggerFactory factory) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = formatter(state, exception);
            if (factory.ThrowsFor is { } start && text.StartsWith(start, StringComparison.Ordinal))
            {
                throw new IOException("the log cannot be written");
            }

            factory._lines.Enqueue((logLevel, text));
        }
    }
}
