using System.CommandLine;

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

    /// <summary>Runs the command. Wrong usage is a line for each error, and nothing is measured.</summary>
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
