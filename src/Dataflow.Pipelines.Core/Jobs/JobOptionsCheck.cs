using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Syntax;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Jobs;

/// <summary>Checks the settings of a job: an invalid one fails the start with an error that names the setting and its value.</summary>
internal static class JobOptionsCheck
{
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static void Check(JobOptions options)
    {
        Expect(options.CheckpointInterval, nameof(options.CheckpointInterval), mayBeZero: false);
        Expect(options.CheckpointMinPause, nameof(options.CheckpointMinPause), mayBeZero: true);
        Expect(options.CheckpointTimeout, nameof(options.CheckpointTimeout), mayBeZero: false);
        Expect(options.StartupTimeout, nameof(options.StartupTimeout), mayBeZero: false);
        Expect(options.Parallelism, 1, KeyGroups.Count, nameof(options.Parallelism));
        Expect(options.CheckpointRetention, 1, int.MaxValue, nameof(options.CheckpointRetention));
        Expect(options.RecordLimit, 1, int.MaxValue, nameof(options.RecordLimit));
    }

    private static void Expect(TimeSpan value, string setting, bool mayBeZero)
    {
        if ((DurationFault.Of(value.Ticks, mayBeZero) ?? DurationFault.OfWait(value.Ticks)) is { } fault)
        {
            throw new ArgumentException($"{setting} is '{Duration.ToText(value)}': {fault}.", setting);
        }
    }

    private static void Expect(int value, int least, int most, string setting)
    {
        if (value < least || value > most)
        {
            throw new ArgumentException($"{setting} is {value}, which is no number from {least} to {most}.", setting);
        }
    }
}
