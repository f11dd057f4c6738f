using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Cronos;
using Dataflow.Pipelines.Control.Cron.Syntax;

namespace Dataflow.Pipelines.Generators.Tests.Triggers;

/// <summary>
/// The generator accepts the cron expressions that the run time can evaluate, with the same meaning. The run time is the Cronos package, in
/// <see cref="CronFormat.IncludeSeconds"/> where there are six fields and else in <see cref="CronFormat.Standard"/>, without a seed for <c>H</c>.
/// </summary>
public sealed partial class CronAgreementTests
{
    // DATAFLOW_SEED=n replays another seed.
    private const int Seed = 20260301;
    private const int Cases = 40_000;
    private const int Occurrences = 4;

    private static readonly DateTime First = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void They_agree_on_every_chosen_expression()
    {
        var corpus = CronCorpus.Chosen().ToList();
        var random = new Random(Seed);
        var valid = corpus.Count(text => Agree(text, random, ""));
        Assert.InRange(valid, 900, corpus.Count - 900);
    }

    [Fact]
    public void They_agree_on_random_expressions()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("DATAFLOW_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Seed;
        var random = new Random(seed);
        var valid = 0;
        for (var number = 1; number <= Cases; number++)
        {
            valid += Agree(CronCorpus.Random(random), random, string.Create(CultureInfo.InvariantCulture, $" (DATAFLOW_SEED={seed}, case {number})")) ? 1 : 0;
        }

        Assert.InRange(valid, Cases / 5, Cases * 4 / 5);
    }

    // Returns whether the expression is accepted.
    private static bool Agree(string text, Random random, string shown)
    {
        shown = $"'{text}'{shown}";
        var schedule = Parse(text, out var fault);
        if (IsStartup(text))
        {
            Assert.True(schedule is { Text: "@startup", Days: null }, $"{shown}: {fault?.Message}");
            return true;
        }

        var expected = Evaluate(text, out var problem);
        if (expected is null || IsRestricted(text, expected))
        {
            Assert.True(schedule is null, $"{shown}: the generator accepts it; the run time: {problem ?? "it is restricted"}");
            Assert.True(fault!.Start >= 0 && fault.Length >= 0 && fault.Start + fault.Length <= text.Length, $"{shown}: the place [{fault.Start}, {fault.Length}] is outside of the text");
            Assert.True(fault.Length > 0 || text.Length == 0, $"{shown}: nothing is underlined for: {fault.Message}");
            return false;
        }

        Assert.True(schedule is not null, $"{shown}: the run time accepts it; the generator: {fault?.Message}");
        var emitted = Evaluate(schedule.Text, out problem);
        Assert.True(expected.Equals(emitted), $"{shown}: the run time reads '{schedule.Text}' as {emitted?.ToString() ?? problem}, not {expected}");
        Assert.True(schedule.HasSeconds == HasSeconds(schedule.Text) || schedule.Text[0] == '@', $"{shown}: the run time would read it in the wrong format");
        var from = First.AddSeconds(random.NextInt64(100L * 366 * 24 * 3600));
        for (var (i, at) = (0, from); i < Occurrences; i++)
        {
            var next = expected.GetNextOccurrence(at);
            var ours = Next(schedule, at);
            Assert.True(next == ours, $"{shown}: after {at:O} the run time fires at {next:O}, the generator's schedule at {ours:O}");
            at = next!.Value;
        }

        return true;
    }

    /// <summary><c>@startup</c>: the language adds it to the expressions of the run time.</summary>
    private static bool IsStartup(string text) => text.Trim(' ', '\t').Equals("@startup", StringComparison.OrdinalIgnoreCase);

    /// <summary>The expressions of the run time that the language refuses.</summary>
    private static bool IsRestricted(string text, CronExpression expression) =>
        NeverFires(expression) || HasNul(text) || LosesSunday(text);

    // An expression without any occurrence is a mistake.
    private static bool NeverFires(CronExpression expression) => expression.GetNextOccurrence(First) is null;

    // Cronos takes NUL for the end of the text and ignores what follows.
    private static bool HasNul(string text) => text.Contains('\0', StringComparison.Ordinal);

    // In a range from 7 over the end of the week, Cronos leaves the Sunday out when there is a step.
    private static bool LosesSunday(string text) => RangeFromSeven().IsMatch(text.TrimEnd(' ', '\t'));

    private static CronExpression? Evaluate(string text, out string? problem)
    {
        problem = null;
        try
        {
            return CronExpression.Parse(text, HasSeconds(text) ? CronFormat.IncludeSeconds : CronFormat.Standard);
        }
        catch (Exception fault) when (fault is CronFormatException or MissingSeedException)
        {
            problem = fault.Message;
            return null;
        }
    }

    private static bool HasSeconds(string text) => text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length == 6;

    private static CronSyntax? Parse(string text, out CronFault? fault)
    {
        fault = null;
        try
        {
            return CronParser.Parse(text);
        }
        catch (CronFault caught)
        {
            fault = caught;
            return null;
        }
    }

    // Computed only from the masks.
    [SuppressMessage("Performance", "CA1859", Justification = "The run time's occurrences are nullable.")]
    private static DateTime? Next(CronSyntax schedule, DateTime after)
    {
        for (var day = after.Date; day.Year < DateTime.MaxValue.Year; day = day.AddDays(1))
        {
            if (!schedule.Days!.Contains(day))
            {
                continue;
            }

            for (var minute = 0; minute < 24 * 60; minute++)
            {
                var at = day.AddMinutes(minute);
                if (at.AddMinutes(1) <= after || (schedule.Hours >> at.Hour & 1) == 0 || (schedule.Minutes >> at.Minute & 1) == 0)
                {
                    continue;
                }

                for (; at.Minute == minute % 60; at = at.AddSeconds(1))
                {
                    if (at > after && (schedule.Seconds >> at.Second & 1) != 0)
                    {
                        return at;
                    }
                }
            }
        }

        return null;
    }

    [GeneratedRegex(@"[\s,]0?7-(0?[0-6]|[A-Za-z]{3})/0?[2-7](,[^\s]*)?$")]
    private static partial Regex RangeFromSeven();
}
