using System.Globalization;
using System.Text.RegularExpressions;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Files;

/// <summary>The directory of a window's files, from a template such as <c>hour={window_start:yyyyMMddHH}</c>.</summary>
internal sealed partial class PartitionTemplate
{
    private readonly string _template;

    public PartitionTemplate(string template, bool hasWindows)
    {
        _template = template;
        foreach (Match hole in Hole().Matches(template))
        {
            if (hole.Groups["name"].Value != "window_start")
            {
                throw new ArgumentException($"PartitionBy = \"{template}\": '{hole.Groups["name"].Value}' is not known; did you mean 'window_start'?", nameof(template));
            }

            if (!hasWindows)
            {
                throw new ArgumentException($"PartitionBy = \"{template}\" names window_start, but the sink rolls on no window: add [RollOn(\"5m\")] to it.", nameof(template));
            }
        }

        var sample = Of(DateTime.UnixEpoch.Ticks);
        if (Path.IsPathRooted(sample) || sample.Split('/', '\\').Contains(".."))
        {
            throw new ArgumentException($"PartitionBy = \"{template}\" leads out of the sink's directory.", nameof(template));
        }
    }

    /// <summary>The directory for a window that starts at these UTC ticks.</summary>
    public string Of(long windowStart) => Hole().Replace(_template, hole =>
        EventTime.ToInstant(windowStart).ToString(
            hole.Groups["format"].Success ? hole.Groups["format"].Value : "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\{(?<name>[A-Za-z_]+)(:(?<format>[^}]+))?\}")]
    private static partial Regex Hole();
}
