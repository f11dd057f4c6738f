using System.Globalization;

namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>Events that a test writes by hand.</summary>
internal static class Event
{
    /// <summary>A valid event with the current time.</summary>
    internal static string Good(string id, string user = "USER_1") => At(id, Now, user);

    internal static string At(string id, string timestamp, string user = "USER_1") =>
        $$$"""{"event_id":"{{{id}}}","user_id":"{{{user}}}","timestamp":"{{{timestamp}}}","event_type":"page_view","properties":{"dwell_time":1.5}}""";

    internal static string Now => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
