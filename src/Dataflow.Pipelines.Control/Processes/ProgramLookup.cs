using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Processes;

/// <summary>
/// Finds the file of a program before it is started. The call that starts a process reports a missing program, a missing working folder and a missing interpreter of a
/// script with the same error number; here each is named.
/// </summary>
internal static class ProgramLookup
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The path of the program.</summary>
    /// <param name="command">The program and its working folder.</param>
    /// <param name="environment">The environment that the process gets: its PATH is searched.</param>
    /// <exception cref="ProcessFailedException">It does not exist, or is not executable.</exception>
    public static string Find(ProcessCommand command, IReadOnlyDictionary<string, string> environment)
    {
        if (string.IsNullOrWhiteSpace(command.Program))
        {
            throw new ProcessFailedException("The name of the program is empty. Give the name of a program in PATH, or a path.");
        }

        var folder = command.WorkingFolder ?? Environment.CurrentDirectory;
        if (!Directory.Exists(folder))
        {
            throw new ProcessFailedException($"{command} cannot be started: its working folder '{folder}' does not exist. Create it, or correct the path.");
        }

        return command.Program.AsSpan().ContainsAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)
            ? FromPath(command, Path.GetFullPath(command.Program, Path.GetFullPath(folder)))
            : FromSearch(command, environment.GetValueOrDefault("PATH", ""), folder);
    }

    private static string FromPath(ProcessCommand command, string path) =>
        !File.Exists(path) ? throw new ProcessFailedException($"{command} cannot be started: '{path}' is not a file. Install the program, or correct the path.")
        : !IsExecutable(path) ? throw NotExecutable(command, path)
        : path;

    private static string FromSearch(ProcessCommand command, string search, string folder)
    {
        string? found = null;
        foreach (var part in search.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var extension in OperatingSystem.IsWindows() ? (ReadOnlySpan<string>)["", ".exe", ".com"] : [""])
            {
                var path = Path.Combine(Path.GetFullPath(part, Path.GetFullPath(folder)), command.Program + extension);
                if (File.Exists(path))
                {
                    if (IsExecutable(path))
                    {
                        return path;
                    }

                    found ??= path;
                }
            }
        }

        throw found is null
            ? new ProcessFailedException($"{command} cannot be started: the program was not found in the folders of PATH ({search}). Install it, or give its path.")
            : NotExecutable(command, found);
    }

    // Windows starts a batch file by cmd.exe, which would read the arguments as commands.
    private static bool IsExecutable(string path) =>
        OperatingSystem.IsWindows() ? !(path.EndsWith(".bat", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase))
        : (File.GetUnixFileMode(path) & AnyExecute) != 0;

    private static ProcessFailedException NotExecutable(ProcessCommand command, string path) =>
        new($"{command} cannot be started: '{path}' is not executable. Set its permission (chmod +x), or name the interpreter as the program and the file as an argument.");
}
