using System.Collections;
using System.Globalization;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Processes;

/// <summary>The environment of a process: the host's, the command's additions, and what identifies the attempt.</summary>
internal static class ProcessEnvironment
{
    public static Dictionary<string, string> Of(ProcessCommand command, RunContext run, string resultFile)
    {
        var variables = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        foreach (var (name, value) in command.Environment)
        {
            variables[name] = value;
        }

        // Last: a process that is not named by them is not found after a crash.
        variables[ResultFile.Variable] = resultFile;
        variables["DATAFLOW_RUN_ID"] = run.RunId;
        variables["DATAFLOW_RUN_KEY"] = run.Key;
        variables["DATAFLOW_LOGICAL_TIME"] = OutputJson.Text(run.LogicalTime);
        variables["DATAFLOW_NODE"] = run.Node;
        variables["DATAFLOW_ATTEMPT"] = run.Attempt.ToString(CultureInfo.InvariantCulture);
        return variables;
    }

    /// <summary>Refuses what a process cannot receive unchanged.</summary>
    /// <exception cref="ProcessFailedException">It names the argument or the variable, not its value.</exception>
    public static void Check(ProcessCommand command)
    {
        if (command.Program.Contains('\0', StringComparison.Ordinal) || command.WorkingFolder?.Contains('\0', StringComparison.Ordinal) == true)
        {
            throw new ProcessFailedException("A process cannot be started: the path of its program or of its working folder contains the character NUL. Remove it.");
        }

        for (var i = 0; i < command.Arguments.Count; i++)
        {
            if (command.Arguments[i].Contains('\0', StringComparison.Ordinal))
            {
                throw new ProcessFailedException($"{command} cannot be started: argument {i + 1} contains the character NUL, which ends an argument. Remove it.");
            }
        }

        foreach (var (name, value) in command.Environment)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0') || value.Contains('\0', StringComparison.Ordinal))
            {
                throw new ProcessFailedException(
                    $"{command} cannot be started: the environment variable '{name.Replace('\0', '?')}' has a name that is empty or contains '=', or contains the character NUL. Correct it.");
            }
        }
    }
}
