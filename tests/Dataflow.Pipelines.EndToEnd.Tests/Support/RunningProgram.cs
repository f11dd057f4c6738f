using System.Diagnostics;
using Dataflow.Pipelines.Tests.Shared;

namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>A process of a test. Its output is stored; it is killed by its id at the end of the test.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];

    private RunningProgram(Process process) => _process = process;

    internal int Id => _process.Id;

    internal bool HasExited => _process.HasExited;

    /// <summary>The lines of the output stream so far.</summary>
    internal IReadOnlyList<string> Output => Copy(_output);

    /// <summary>The lines of the error stream so far.</summary>
    internal IReadOnlyList<string> Errors => Copy(_errors);

    /// <summary>Its output and exit code, for errors of tests.</summary>
    internal string Story =>
        $"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)}: {(HasExited ? $"ended with {_process.ExitCode}" : "runs")}"
        + Environment.NewLine + string.Join(Environment.NewLine, Errors.TakeLast(60)) + Environment.NewLine + string.Join(Environment.NewLine, Output.TakeLast(4).Select(static line => line.Length > 1500 ? line[..1500] : line));

    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="directory">Its working directory; by default that of the tests.</param>
    /// <param name="environment">Additions to its environment.</param>
    /// <param name="killAtError">It is killed as soon as this many lines have been read from its error stream; 0: it is not.</param>
    internal static RunningProgram Start(string path, IEnumerable<string> arguments, string? directory = null, IReadOnlyDictionary<string, string>? environment = null, int killAtError = 0)
    {
        var start = new ProcessStartInfo(path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? "",
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var program = new RunningProgram(new Process { StartInfo = start });
        program._process.OutputDataReceived += (_, line) => program.Add(program._output, line.Data);
        program._process.ErrorDataReceived += (_, line) =>
        {
            program.Add(program._errors, line.Data);
            if (killAtError > 0 && program.Errors.Count == killAtError)
            {
                program._process.Kill();
            }
        };
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Waits for a line on either stream.</summary>
    internal Task<string> LineAsync(string expected, Func<string, bool> isIt, TimeSpan? within = null) =>
        Wait.ForAsync(expected, () => Output.Concat(Errors).FirstOrDefault(isIt) ?? (HasExited ? throw new InvalidOperationException($"Expected: {expected}, but it ended: {Story}") : null), () => Story, within);

    /// <summary>Waits for the end of the process and of its output.</summary>
    /// <returns>The exit code.</returns>
    internal async Task<int> ExitAsync(TimeSpan? within = null)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(within ?? Wait.Patience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Expected: the end within {(within ?? Wait.Patience).TotalSeconds:0} s. Seen: {Story}");
        }

        return _process.ExitCode;
    }

    /// <summary>Writes a line to its input.</summary>
    internal async Task SayAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>SIGINT, as Ctrl+C sends it.</summary>
    internal void Interrupt() => Signals.Interrupt(_process.Id);

    /// <summary>SIGTERM.</summary>
    internal void Terminate() => Signals.Terminate(_process.Id);

    /// <summary>SIGSTOP: the process exists and does nothing.</summary>
    internal void Freeze() => Signals.Freeze(_process.Id);

    /// <summary>SIGCONT: it continues after <see cref="Freeze"/>.</summary>
    internal void Thaw() => Signals.Thaw(_process.Id);

    /// <summary>SIGKILL: no shutdown.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private List<string> Copy(List<string> lines)
    {
        lock (_gate)
        {
            return [.. lines];
        }
    }

    private void Add(List<string> lines, string? line)
    {
        if (line is not null)
        {
            lock (_gate)
            {
                lines.Add(line);
            }
        }
    }
}
