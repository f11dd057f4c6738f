using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Kafka.Tests.Harness;

/// <summary>Stores every logged line.</summary>
internal sealed class TestLog(object gate) : ILogger
{
    private readonly List<string> _lines = [];

    internal string All
    {
        get
        {
            lock (gate)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    internal bool Contains(string text) => All.Contains(text, StringComparison.Ordinal);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (gate)
        {
            _lines.Add($"{logLevel}: {formatter(state, exception)} {exception?.Message}");
            Monitor.PulseAll(gate);
        }
    }
}
