using Dataflow.Pipelines.Inputs;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>How long runs are kept: of <c>--keep-runs</c>, else of the environment, else for ever.</summary>
internal static class KeepRuns
{
    /// <summary>The option.</summary>
    public const string Option = "--keep-runs";

    /// <summary>The environment variable.</summary>
    public const string Variable = "DATAFLOW_KEEP_RUNS";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <exception cref="InputException">The text of the option or of the variable is no duration.</exception>
    public static TimeSpan? Find(ControlOptions? options) =>
        options?.KeepRuns is { } given ? Parse(given, Option)
        : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? Parse(set, Variable)
        : null;

    /// <summary>Reads an age.</summary>
    /// <exception cref="InputException">The text is no duration.</exception>
    public static TimeSpan Parse(string text, string source) =>
        Duration.TryParse(text, out var duration) && duration > TimeSpan.Zero && duration <= Longest ? duration
            : throw new InputException($"{source} is '{text}', which is no duration of at most {Duration.ToText(Longest)}: write a number and one of s, m, h, d, as in 90d.") { Input = source };
}
