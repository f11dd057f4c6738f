using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Dataflow.Pipelines.CodeGeneration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Tests.Sql;

/// <summary>Attempts at statements, with the lines that they log.</summary>
internal sealed partial class TestRun : ILoggerProvider, ILogger
{
    private readonly ServiceProvider _services;

    public TestRun() => _services = new ServiceCollection().AddLogging(logging => logging.AddProvider(this)).BuildServiceProvider();

    public ConcurrentQueue<string> Lines { get; } = [];

    /// <summary>The context of an attempt.</summary>
    public RunContext Attempt(int attempt = 1, string run = "nightly:2026-11-29T03:00:00Z", string node = "extract", int number = 1) =>
        Processes.Runs.Create(run, new DateTimeOffset(2026, 11, 29, 3, 0, 0, TimeSpan.FromHours(1)), node, number, attempt, _services);

    /// <summary>A statement as generated code makes it: each argument is a hole.</summary>
    public static SqlStatement Statement(FormattableString text) => new(Pieces(text), Holes(text));

    public static IReadOnlyList<string> Pieces(FormattableString text) => Hole().Split(text.Format);

    public static IReadOnlyList<SqlHole> Holes(FormattableString text) => [.. text.GetArguments().Select(static value => value is TableName table ? SqlHole.Of(table) : SqlHole.Of(value))];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception));

    public void Dispose()
    {
    }

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Hole();
}
