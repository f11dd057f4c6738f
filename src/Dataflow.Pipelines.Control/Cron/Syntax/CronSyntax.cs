namespace Dataflow.Pipelines.Control.Cron.Syntax;

/// <summary>A cron expression that the parser has accepted.</summary>
/// <param name="Text">Five or six fields, or the name of a macro such as <c>@daily</c>, which the Cronos package can read; or <c>@startup</c>.</param>
/// <param name="HasSeconds">Whether it has six fields, the first of which is the second: <c>CronFormat.IncludeSeconds</c> of the Cronos package.</param>
/// <param name="Seconds">Bits 0 to 59; of five fields only bit 0.</param>
/// <param name="Minutes">Bits 0 to 59; none for <c>@startup</c>.</param>
/// <param name="Hours">Bits 0 to 23; none for <c>@startup</c>.</param>
/// <param name="Days">The days; <see langword="null"/> for <c>@startup</c>, which fires at no time of the calendar.</param>
/// <param name="IsInterval">Whether it continues through a local time that a clock shows twice: its second, minute or hour has a <c>*</c>, a range or a step.</param>
internal sealed record CronSyntax(string Text, bool HasSeconds, ulong Seconds, ulong Minutes, uint Hours, CronDays? Days, bool IsInterval);
