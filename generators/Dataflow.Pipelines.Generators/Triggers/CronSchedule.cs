namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>A cron expression with its fields as bit masks.</summary>
/// <param name="Special">As in <c>@startup</c>; empty for one of fields.</param>
/// <param name="Minutes">Bits 0 to 59.</param>
/// <param name="Hours">Bits 0 to 23.</param>
/// <param name="Days">Days of the month, bits 1 to 31.</param>
/// <param name="Months">Bits 1 to 12.</param>
/// <param name="Weekdays">Bits 0 (Sunday) to 6.</param>
/// <param name="IsDayOrWeekday">Whether both days and weekdays are given: a time that fits one of them fires.</param>
/// <param name="TimeZone">Name of the zone; empty for the pipeline's.</param>
internal sealed record CronSchedule(string Special, ulong Minutes, uint Hours, uint Days, uint Months, uint Weekdays, bool IsDayOrWeekday, string TimeZone);
