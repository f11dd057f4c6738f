using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Graph;

namespace Dataflow.Pipelines.Generators.Restarts;

/// <summary>The arguments of a restart policy are in range, and apply to its mode.</summary>
internal static class RestartRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        if (graph.Pipeline.Restart is not { } restart)
        {
            yield break;
        }

        foreach (var (argument, isStated, modes) in Arguments(restart))
        {
            if (isStated && Array.IndexOf(modes, restart.Mode) < 0)
            {
                yield return DiagnosticModel.Of(Descriptors.RestartArgument, At(argument), argument, restart.Mode, "it goes with " + string.Join(", ", modes));
            }
        }

        if (restart.Attempts is < 1)
        {
            yield return DiagnosticModel.Of(
                Descriptors.OutOfRange, At("Attempts"), "Attempts", graph.Pipeline.DisplayName, "at least 1 restart (for none: Restart.Never)", restart.Attempts.Value.ToString(CultureInfo.InvariantCulture));
        }

        if (restart.Jitter is { } jitter and not (>= 0 and <= 1))
        {
            yield return DiagnosticModel.Of(Descriptors.OutOfRange, At("Jitter"), "Jitter", graph.Pipeline.DisplayName, "from 0 to 1", jitter.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var found in DurationRule.CheckConstant(graph.Pipeline, restart.Delay, mayBeZero: true)
            .Concat(DurationRule.CheckConstant(graph.Pipeline, restart.MaxDelay, mayBeZero: true))
            .Concat(DurationRule.CheckConstant(graph.Pipeline, restart.Within, mayBeZero: false)))
        {
            yield return found;
        }
    }

    private static (string Argument, bool IsStated, string[] Modes)[] Arguments(RestartModel restart) =>
    [
        ("Delay", restart.Delay is not null, [RestartModel.Exponential, RestartModel.FixedDelay, RestartModel.FailureRate]),
        ("MaxDelay", restart.MaxDelay is not null, [RestartModel.Exponential]),
        ("Jitter", restart.Jitter is not null, [RestartModel.Exponential]),
        ("Attempts", restart.Attempts is not null, [RestartModel.Exponential, RestartModel.FixedDelay, RestartModel.FailureRate]),
        ("Within", restart.Within is not null, [RestartModel.Exponential, RestartModel.FailureRate]),
    ];

    private static Anchor At(string argument) => Anchor.OfArgument(-1, RestartModel.Attribute, argument);
}
