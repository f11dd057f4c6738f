using System.ComponentModel;
using System.Diagnostics;

namespace Dataflow.Pipelines.Control.Processes;

/// <summary>
/// A process on Windows, which knows neither process groups in the sense of POSIX nor SIGTERM: both ways to end it end its tree at once. The tree is found by the
/// parents of the running processes, so what a process that has exited leaves behind is not found.
/// </summary>
internal sealed class ManagedChild : ChildProcess
{
    private readonly Process _process;

    public ManagedChild(string path, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string? folder)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
            WorkingDirectory = folder ?? "",
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new IOException(fault.Message, fault);
        }

        _process.StandardInput.Close();
        Exit = ExitAsync();
    }

    public override int Id => _process.Id;

    public override Stream Output => _process.StandardOutput.BaseStream;

    public override Stream Error => _process.StandardError.BaseStream;

    public override Task<ProcessExit> Exit { get; }

    public override bool HasLeftOthers => false;

    public override void Terminate() => Kill();

    public override void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }

    public override bool HasSurvivors() => false;

    public override void Dispose() => _process.Dispose();

    private async Task<ProcessExit> ExitAsync()
    {
        // Not WaitForExitAsync: it also waits for the output, which a process that was left behind may hold open.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => ended.TrySetResult();
        if (!_process.HasExited)
        {
            await ended.Task;
        }

        return new(_process.ExitCode, 0);
    }
}
