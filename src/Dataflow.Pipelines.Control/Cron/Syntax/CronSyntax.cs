namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>A cron expression that the run time can evaluate.</summary>
/// <param name="Text">The expression without <c>cron:</c> and zone: five fields or a word, which the Cronos package reads in <c>CronFormat.Standard</c>; or <c>@startup</c>.</param>
/// <param name="Minutes">Bits 0 to 59; none for <c>@startup</c>.</param>
/// <param name="Hours">Bits 0 to 23; none for <c>@startup</c>.</param>
/// <param name="Days">The days; <see langword="null"/> for <c>@startup</c>, which fires at no time of the calendar.</param>
/// <param name="TimeZone">Name of the zone; empty for the pipeline's.</param>
internal sealed record CronSchedule(string Text, ulong Minutes, uint Hours, CronDays? Days, string TimeZone);
