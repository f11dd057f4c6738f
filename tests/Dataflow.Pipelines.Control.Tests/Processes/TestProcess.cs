using System.Text;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Control.Tests.Processes;

/// <summary>An attempt that runs a script of the shell, with its log and its folder, which are removed at the end of the test.</summary>
internal sealed class TestProcess : IProcessLog, IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ServiceProvider _services;
    private readonly Lock _lock = new();
    private readonly List<(ProcessStream Stream, string Text)> _lines = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TestProcess()
    {
        _services = new ServiceCollection().AddSingleton(this).AddSingleton(_ => Options()).BuildServiceProvider();
        Run = Runs.Create("run-1", new DateTimeOffset(2026, 11, 29, 3, 0, 0, TimeSpan.FromHours(1)), "train", 2, 3, _services);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("dataflow-test ").FullName;

    public string State => Path.Combine(Folder, "state");

    public TimeSpan Grace { get; init; } = Patience;

    public long OutputLimit { get; init; } = 16 << 20;

    public bool HasRecord { get; init; }

    public Dictionary<string, string> Variables { get; } = [];

    public RunContext Run { get; }

    /// <summary>The lines of a stream so far.</summary>
    public IReadOnlyList<string> Lines(ProcessStream stream)
    {
        lock (_lock)
        {
            return [.. _lines.Where(line => line.Stream == stream).Select(static line => line.Text)];
        }
    }

    public void Write(RunContext run, ProcessStream stream, string line)
    {
        lock (_lock)
        {
            _lines.Add((stream, line));
            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Runs a script to its end.</summary>
    public Task<string> ShellAsync(string script, params string[] arguments) => RunAsync("/bin/sh", ["-c", script, "script", .. arguments]);

    /// <summary>Runs a script until it ends or is cancelled.</summary>
    public Task<string> ShellAsync(string script, CancellationToken cancellationToken) => RunAsync("/bin/sh", ["-c", script, "script"], null, cancellationToken);

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its result record.</returns>
    public async Task<string> RunAsync(string program, string[] arguments, string? folder = null, CancellationToken cancellationToken = default)
    {
        var command = new ProcessCommand(program, arguments) { Environment = Variables, HasRecord = HasRecord, OutputLimit = OutputLimit, WorkingFolder = folder };
        var output = await ProcessNode.RunAsync(command, Run, cancellationToken).WaitAsync(Patience, TimeProvider.System, CancellationToken.None);
        return Encoding.UTF8.GetString(output.Span);
    }

    /// <summary>Waits for a line of the standard output.</summary>
    public async Task<string> LineAsync(Func<string, bool> isIt)
    {
        using var late = new CancellationTokenSource(Patience, TimeProvider.System);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_lines.Where(line => line.Stream == ProcessStream.Output).Select(static line => line.Text).FirstOrDefault(isIt) is { } found)
                {
                    return found;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(late.Token);
        }
    }

    public void Dispose()
    {
        _services.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private ProcessOptions Options() => new() { Grace = Grace, StateFolder = State, Log = this };
}
