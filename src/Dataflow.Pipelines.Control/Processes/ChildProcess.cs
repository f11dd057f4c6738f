namespace Dataflow.Pipelines.Control.Processes;

/// <summary>A process that was started, and those that it starts in turn.</summary>
internal abstract class ChildProcess : IDisposable
{
    /// <summary>ETXTBSY of Linux and macOS, the <see cref="Exception.HResult"/> of the error: the program's file is open for writing.</summary>
    public const int TextFileBusy = 26;

    /// <summary>Its process id; on Linux and macOS that of its process group as well.</summary>
    public abstract int Id { get; }

    /// <summary>Its standard output.</summary>
    public abstract Stream Output { get; }

    /// <summary>Its standard error.</summary>
    public abstract Stream Error { get; }

    /// <summary>Its end. Those that it leaves behind are asked to end before this task completes.</summary>
    public abstract Task<ProcessExit> Exit { get; }

    /// <summary>Whether it ended by itself while others that it had started still ran. Read after <see cref="Exit"/>.</summary>
    public abstract bool HasLeftOthers { get; }

    /// <summary>Asks all of them to end.</summary>
    public abstract void Terminate();

    /// <summary>Ends all of them.</summary>
    public abstract void Kill();

    /// <summary>Whether one of them still runs. Called after <see cref="Exit"/>.</summary>
    public abstract bool HasSurvivors();

    public abstract void Dispose();

    /// <summary>Starts a program.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Its whole environment.</param>
    /// <param name="folder">Its working folder; null: that of the host.</param>
    /// <exception cref="IOException">It cannot be started.</exception>
    public static ChildProcess Start(string path, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string? folder) =>
        OperatingSystem.IsWindows() ? new ManagedChild(path, arguments, environment, folder) : new Posix.PosixChild(path, arguments, environment, folder);
}
