using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Windows;

/// <summary>Time zones by their IANA id.</summary>
internal static class TimeZones
{
    /// <exception cref="ArgumentException">There is no such zone on this machine.</exception>
    public static TimeZoneInfo Find(string id)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
        {
            return zone;
        }

        var nearest = NearestName.Find(id, TimeZoneInfo.GetSystemTimeZones().Select(static known => known.Id));
        var hint = nearest is null ? "write an IANA id, as in 'Europe/Berlin'; a machine without time zone data (package tzdata) has UTC only" : $"did you mean '{nearest}'?";
        throw new ArgumentException($"There is no time zone '{id}' on this machine: {hint}");
    }
}
