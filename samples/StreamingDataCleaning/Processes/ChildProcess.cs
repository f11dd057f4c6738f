using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace StreamingDataCleaning.Processes;

/// <summary>A child process. Its standard output goes line by line to a callback, its standard error to a file.</summary>
public sealed partial class ChildProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private readonly Process _process;
    private readonly string _errors;

    private ChildProcess(string name, Process process, string errors)
    {
        Name = name;
        _process = process;
        _errors = errors;
    }

    /// <summary>The name of the program.</summary>
    public string Name { get; }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts a program of the sample.</summary>
    /// <param name="project">Folder of its project.</param>
    /// <param name="program">Its name.</param>
    /// <param name="logs">Folder for the log of its standard error.</param>
    /// <param name="onLine">Receives its output, on a pool thread, line by line.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="SampleException">It was not built.</exception>
    public static ChildProcess Start(string project, string program, string logs, Action<string>? onLine, params string[] arguments) =>
        StartAt(SamplePrograms.PathOf(project, program), program, logs, onLine, arguments);

    /// <summary>Starts any program.</summary>
    public static ChildProcess StartAt(string path, string name, string logs, Action<string>? onLine, params string[] arguments)
    {
        var errors = Path.Combine(logs, name + ".log");
        var start = new ProcessStartInfo(path) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = new Process { StartInfo = start };
        var gate = new Lock();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                onLine?.Invoke(text);
            }
        };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                lock (gate)
                {
                    File.AppendAllText(errors, text + Environment.NewLine);
                }
            }
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ChildProcess(name, process, errors);
    }

    /// <summary>Waits for the end, with any exit code.</summary>
    public Task EndedAsync(CancellationToken stop) => _process.WaitForExitAsync(stop);

    /// <summary>Waits for the end.</summary>
    /// <exception cref="SampleException">It did not end in time, or ended with an exit code other than 0.</exception>
    public async Task EndAsync(TimeSpan timeout, CancellationToken stop)
    {
        try
        {
            await _process.WaitForExitAsync(stop).WaitAsync(timeout, TimeProvider.System, stop);
        }
        catch (TimeoutException)
        {
            throw new SampleException(string.Create(CultureInfo.InvariantCulture, $"{Name} did not end within {timeout.TotalSeconds:0} s.{LastErrors()}"));
        }

        ThrowIfFailed();
    }

    /// <summary>Checks that it runs, or has ended successfully.</summary>
    /// <exception cref="SampleException">It has ended with an exit code other than 0.</exception>
    public void ThrowIfFailed()
    {
        if (_process.HasExited && _process.ExitCode != 0)
        {
            throw new SampleException($"{Name} ended with exit code {_process.ExitCode}.{LastErrors()}");
        }
    }

    /// <summary>Sends SIGKILL: the process cannot clean up.</summary>
    public async Task KillAsync(CancellationToken stop)
    {
        _process.Kill();
        await _process.WaitForExitAsync(stop);
    }

    /// <summary>Sends SIGTERM, and SIGKILL if it still runs after ten seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = Signal(_process.Id, Terminate);
            try
            {
                await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
            }
            catch (TimeoutException)
            {
                _process.Kill();
            }
        }

        _process.Dispose();
    }

    private string LastErrors()
    {
        var lines = File.Exists(_errors) ? File.ReadAllLines(_errors) : [];
        return lines.Length == 0 ? "" : " Its last errors:" + Environment.NewLine + string.Join(Environment.NewLine, lines.TakeLast(8));
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
