using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Cronos;
using Dataflow.Pipelines.Control.Cron;
using Dataflow.Pipelines.Control.Cron.Syntax;

namespace Dataflow.Pipelines.Control;

/// <summary>
/// A cron expression: when something happens, by the calendar and the clock of a time zone. It has five fields, minute, hour, day of the month, month, day of the week;
/// or six, with the second before them; or is one of the macros <c>@every_second</c>, <c>@every_minute</c>, <c>@hourly</c>, <c>@daily</c>, <c>@midnight</c>,
/// <c>@weekly</c>, <c>@monthly</c>, <c>@yearly</c>, <c>@annually</c> and <c>@startup</c>. A time must fit all fields. Immutable: any thread may use it.
/// </summary>
/// <remarks>
/// Where the clock of the zone is changed: times that it skips fire once, at the first instant after them. A time that it shows twice fires the first time. If the second,
/// minute or hour has a <c>*</c> or <c>?</c>, a range or a step, the expression is an interval and fires both times.
/// </remarks>
public sealed class CronSchedule
{
    private readonly CronSyntax _syntax;
    private readonly CronClock? _clock;

    private CronSchedule(CronSyntax syntax)
    {
        _syntax = syntax;
        _clock = syntax.Days is null ? null
            : new CronClock(CronExpression.Parse(syntax.Text, syntax.HasSeconds ? CronFormat.IncludeSeconds : CronFormat.Standard), syntax.IsInterval);
    }

    /// <summary>The expression; of a macro its name in lower case.</summary>
    public string Text => _syntax.Text;

    /// <summary>Whether it is <c>@startup</c>: a start by command, at no time of the calendar.</summary>
    public bool IsStartup => _clock is null;

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression, for example <c>0 2 * * mon-fri</c>.</param>
    /// <exception cref="CronSyntaxException">It cannot be read, or can never fire, as on February 30.</exception>
    public static CronSchedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return new CronSchedule(CronParser.Parse(text));
        }
        catch (CronFault fault)
        {
            throw new CronSyntaxException(MessageOf(text, fault), fault.Start, fault.Length);
        }
    }

    /// <summary>Reads an expression that a user has typed.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="schedule">The schedule, if it can be read.</param>
    /// <param name="problem">Where and why it cannot be read, otherwise: the message of the exception that <see cref="Parse"/> throws.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out CronSchedule? schedule, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            (schedule, problem) = (Parse(text), null);
            return true;
        }
        catch (CronSyntaxException fault)
        {
            (schedule, problem) = (null, fault.Message);
            return false;
        }
    }

    /// <summary>The first occurrence after an instant. It allocates nothing.</summary>
    /// <param name="from">The instant.</param>
    /// <param name="zone">The zone whose clock and calendar count.</param>
    /// <param name="inclusive">Whether the occurrence may be <paramref name="from"/> itself.</param>
    /// <returns>The occurrence with the offset of the zone, later than <paramref name="from"/>, or at it if <paramref name="inclusive"/>; <see langword="null"/>
    /// where none follows: of <c>@startup</c>, and at the end of the year 9999.</returns>
    public DateTimeOffset? Next(DateTimeOffset from, TimeZoneInfo zone, bool inclusive = false)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return _clock?.Next(from.UtcTicks, zone, inclusive);
    }

    /// <summary>The schedule in words, to continue a sentence: "at 09:00 from Monday to Friday".</summary>
    public string Describe() => CronDescription.Of(_syntax);

    /// <summary>The expression.</summary>
    public override string ToString() => Text;

    private static string MessageOf(string text, CronFault fault) =>
        string.Create(CultureInfo.InvariantCulture, $"The cron expression '{text}' cannot be read, at character {fault.Start + 1}: {fault.Message}");
}
