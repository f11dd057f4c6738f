using System.CommandLine;
using System.Globalization;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Hosting;

/// <summary>Options whose values are checked, with an error that names the option and the value.</summary>
internal static class OptionKinds
{
    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!Time.Duration.TryParse(text, out var duration) || duration <= TimeSpan.Zero)
            {
                result.AddError($"{name} is '{text}', which is no duration: write a number and one of ms, s, m, h, d, as in 90s or 5m.");
            }
            else if (DurationFault.OfWait(duration.Ticks) is { } fault)
            {
                result.AddError($"{name} is '{text}': {fault}.");
            }
            else
            {
                return duration;
            }

            return null;
        },
    };

    public static Option<long?> Number(string name, long least, long most, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is '{text}', which is no whole number from {least} to {most}."));
            return null;
        },
    };
}
