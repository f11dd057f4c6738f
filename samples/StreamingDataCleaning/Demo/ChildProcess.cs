using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace StreamingDataCleaning.Demo;

/// <summary>One of the demo's processes. Its standard output goes line by line to whoever asked, its errors to a file.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private readonly Process process;
    private readonly string errors;

    private ChildProcess(string name, Process process, string errors)
    {
        Name = name;
        this.process = process;
        this.errors = errors;
    }

    public string Name { get; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    public static ChildProcess Start(string project, string program, string logs, Action<string>? onLine, params string[] arguments)
    {
        var errors = Path.Combine(logs, program + ".log");
        var start = new ProcessStartInfo(PathOf(project, program)) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
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
        return new ChildProcess(program, process, errors);
    }

    /// <summary>Waits for the end.</summary>
    /// <exception cref="DemoException">It did not end in time, or with another exit code than 0.</exception>
    public async Task EndAsync(TimeSpan timeout, CancellationToken stop)
    {
        try
        {
            await process.WaitForExitAsync(stop).WaitAsync(timeout, TimeProvider.System, stop);
        }
        catch (TimeoutException)
        {
            throw new DemoException(string.Create(CultureInfo.InvariantCulture, $"{Name} did not end within {timeout.TotalSeconds:0} s.{LastErrors()}"));
        }

        ThrowIfFailed();
    }

    public void ThrowIfFailed()
    {
        if (process.HasExited && process.ExitCode != 0)
        {
            throw new DemoException($"{Name} ended with exit code {process.ExitCode}.{LastErrors()}");
        }
    }

    /// <summary>SIGKILL: no chance to say goodbye.</summary>
    public async Task KillAsync(CancellationToken stop)
    {
        process.Kill();
        await process.WaitForExitAsync(stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            _ = Signal(process.Id, Terminate);
            try
            {
                await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
            }
            catch (TimeoutException)
            {
                process.Kill();
            }
        }

        process.Dispose();
    }

    // The demo is built together with the others: they stand in the folders beside its own.
    private static string PathOf(string project, string program)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var sample = framework.Parent!.Parent!.Parent!.Parent!.FullName;
        var path = Path.Combine(sample, project, "bin", framework.Parent.Name, framework.Name, program);
        return File.Exists(path) ? path : throw new DemoException($"'{path}' is not there. Build the sample first: ./build.sh demo does it.");
    }

    private string LastErrors()
    {
        var lines = File.Exists(errors) ? File.ReadAllLines(errors) : [];
        return lines.Length == 0 ? "" : " It said:" + Environment.NewLine + string.Join(Environment.NewLine, lines.TakeLast(8));
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
