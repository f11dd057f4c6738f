using System.Globalization;

namespace StreamingDataCleaning.Broker;

/// <summary>A topic to create.</summary>
internal sealed record TopicOption(string Name, int Partitions)
{
    /// <summary>Reads <c>name</c> or <c>name:partitions</c>.</summary>
    /// <exception cref="FormatException">The text after the colon is not a number.</exception>
    internal static TopicOption Parse(string text, int defaultPartitions)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? new(text, defaultPartitions)
            : new(text[..colon], int.Parse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
