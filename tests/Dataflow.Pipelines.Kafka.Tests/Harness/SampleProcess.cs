using System.Diagnostics;
using System.Reflection;
using Dataflow.Pipelines.Tests.Shared;

namespace Dataflow.Pipelines.Kafka.Tests.Harness;

/// <summary>One of the sample's programs in its own process, killed by its id at the end of the test.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private SampleProcess(Process process) => _process = process;

    internal bool HasExited => _process.HasExited;

    /// <param name="name">The project: <c>Broker</c> or <c>LoadGenerator</c>.</param>
    /// <param name="arguments">Its command line.</param>
    internal static SampleProcess Start(string name, params ReadOnlySpan<string> arguments)
    {
        var metadata = typeof(SampleProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(data => data.Key, data => data.Value!);
        var path = Path.Combine(metadata["Samples"], name, "bin", metadata["Configuration"], "net10.0", $"StreamingDataCleaning.{name}.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.ArgumentList.Add(path);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new(Process.Start(start)!);
    }

    /// <summary>The next line of its standard output.</summary>
    internal async Task<string> ReadLineAsync()
    {
        using var late = new CancellationTokenSource(Patience);
        return await _process.StandardOutput.ReadLineAsync(late.Token) ?? throw new InvalidOperationException("The process ended without a line.");
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    internal async Task<string> AskAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        return await ReadLineAsync();
    }

    /// <summary>Waits until the process has ended.</summary>
    /// <returns>The exit code, and the rest of the standard output.</returns>
    internal async Task<(int ExitCode, string Output)> EndAsync()
    {
        using var late = new CancellationTokenSource(Patience);
        var output = await _process.StandardOutput.ReadToEndAsync(late.Token);
        await _process.WaitForExitAsync(late.Token);
        return (_process.ExitCode, output);
    }

    /// <summary>Sends SIGTERM.</summary>
    internal void Terminate() => Signals.Terminate(_process.Id);

    /// <summary>Sends SIGSTOP: the process keeps its connections and answers nothing until <see cref="Thaw"/>.</summary>
    internal void Freeze() => Signals.Freeze(_process.Id);

    /// <summary>Sends SIGCONT.</summary>
    internal void Thaw() => Signals.Thaw(_process.Id);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
