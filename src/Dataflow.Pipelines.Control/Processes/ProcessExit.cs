namespace Dataflow.Pipelines.Control.Processes;

/// <summary>How a process has ended.</summary>
/// <param name="Code">Its exit code; 0 where a signal has ended it.</param>
/// <param name="Signal">The signal that has ended it; 0: none.</param>
internal readonly record struct ProcessExit(int Code, int Signal)
{
    // Numbers that Linux and macOS share; the others are shown as numbers.
    private static readonly Dictionary<int, string> Names = new()
    {
        [1] = "SIGHUP",
        [2] = "SIGINT",
        [3] = "SIGQUIT",
        [4] = "SIGILL",
        [5] = "SIGTRAP",
        [6] = "SIGABRT",
        [8] = "SIGFPE",
        [9] = "SIGKILL",
        [11] = "SIGSEGV",
        [13] = "SIGPIPE",
        [14] = "SIGALRM",
        [15] = "SIGTERM",
    };

    /// <summary>Whether it has succeeded.</summary>
    public bool IsSuccess => this == default;

    /// <summary>The predicate of a sentence.</summary>
    public override string ToString() =>
        Signal != 0 ? $"was ended by {Name(Signal)}{(Signal == 9 ? ", which the kernel also sends when memory runs out" : "")}"
        : Code > 128 && Names.ContainsKey(Code - 128) ? $"exited with code {Code}, by which a shell reports {Name(Code - 128)}"
        : $"exited with code {Code}";

    private static string Name(int signal) => Names.TryGetValue(signal, out var name) ? name : $"signal {signal}";
}
