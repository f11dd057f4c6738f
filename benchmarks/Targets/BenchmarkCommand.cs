using System.CommandLine;
using System.CommandLine.Parsing;

namespace Benchmarks.Targets;

/// <summary>Exit codes of a benchmark: 0 all targets met, 1 a target missed or the run failed, 2 wrong usage.</summary>
public static class BenchmarkCommand
{
    private const int WrongUsage = 2;

    /// <summary>The option that changes the limits of targets.</summary>
    public static Option<string[]> TargetOption(IReadOnlyList<Target> targets)
    {
        var option = new Option<string[]>("--target")
        {
            Description = $"Another limit for a target, as NAME=LIMIT; may be repeated. The targets: {string.Join(", ", targets.Select(static target => $"{target.Name} ({target})"))}.",
        };
        option.Validators.Add(result =>
        {
            Scorecard.With(targets, result.Tokens.Select(static token => token.Value), out var error);
            if (error is not null)
            {
                result.AddError(error);
            }
        });
        return option;
    }

    /// <summary>Accepts only numbers from 1.</summary>
    public static Option<T> Positive<T>(this Option<T> option)
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (!decimal.TryParse(token.Value, System.Globalization.CultureInfo.InvariantCulture, out var number) || number < 1)
                {
                    result.AddError($"{option.Name}: '{token.Value}' is no number from 1 on.");
                }
            }
        });
        return option;
    }

    /// <summary>Parses numbers of lanes, as in <c>1,2</c>.</summary>
    public static int[]? Lanes(ArgumentResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var parts = result.Tokens.SelectMany(static t => t.Value.Split(',')).ToArray();
        var wrong = Array.Find(parts, static p => !int.TryParse(p, out var lanes) || lanes is < 1 or > 128);
        if (wrong is not null)
        {
            result.AddError($"'{wrong}' is no number of lanes: write numbers from 1 to 128, as in 1,2.");
            return null;
        }

        return [.. parts.Select(int.Parse)];
    }

    /// <summary>Runs the command. Wrong usage prints one line per error, and nothing is measured.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string name, RootCommand command, string[] args, InvocationConfiguration configuration)
    {
        var parsed = command.Parse(args);
        if (parsed.Errors.Count == 0)
        {
            return await parsed.InvokeAsync(configuration);
        }

        foreach (var message in parsed.Errors.Select(static error => error.Message).Distinct())
        {
            await Console.Error.WriteLineAsync($"{name}: {message}");
        }

        await Console.Error.WriteLineAsync($"{name}: see --help.");
        return WrongUsage;
    }
}
