using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Restarts;

/// <summary>Writes the restart strategy of a descriptor.</summary>
internal static class RestartEmitter
{
    public static string Of(RestartModel restart)
    {
        if (restart.Mode == RestartModel.Never)
        {
            return "new flow::Restarts.NoRestart()";
        }

        var settings = new[]
        {
            Duration("Delay", restart.Delay),
            Duration("MaxDelay", restart.MaxDelay),
            restart.Jitter is { } jitter ? "Jitter = " + jitter.ToString("R", CultureInfo.InvariantCulture) + "d" : null,
            restart.Attempts is { } attempts ? "Attempts = " + attempts.ToString(CultureInfo.InvariantCulture) : null,
            Duration("Within", restart.Within),
        };
        return "new flow::Restarts." + restart.Mode + "Restart { " + string.Join(", ", settings.Where(static setting => setting is not null)) + " }";
    }

    private static string? Duration(string name, TextModel? text) => text is null ? null : name + " = " + DurationCode.OfConstant(text);
}
