using System.Text.RegularExpressions;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>A text with holes for the values of a notification. A value that contains a hole is not filled again. Immutable.</summary>
internal sealed partial class AlertTemplate
{
    /// <summary>The hole for the link of an approver.</summary>
    public const string Link = "link";

    private static readonly Dictionary<string, Func<AlertNotification, string>> Holes = new(StringComparer.Ordinal)
    {
        ["id"] = static n => n.Id,
        ["pipeline"] = static n => n.Pipeline,
        ["node"] = static n => n.Node,
        ["run"] = static n => n.Run ?? "none",
        ["status"] = static n => AlertText.Of(n.Status),
        ["severity"] = static n => AlertText.Of(n.Severity),
        ["message"] = static n => n.Message,
        ["trigger"] = static n => n.Trigger,
        ["at"] = static n => AlertText.Of(n.At),
        [Link] = static n => n.Link?.AbsoluteUri ?? "",
    };

    private readonly string _text;

    public AlertTemplate(string channel, string option, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw ChannelCheck.Fault(channel, $"{option} is empty", "leave it out for the default");
        }

        foreach (Match hole in Hole().Matches(text))
        {
            if (!Holes.ContainsKey(hole.Groups["name"].Value))
            {
                throw ChannelCheck.Fault(channel, $"{option} has the unknown hole '{hole.Value}'", $"possible are {string.Join(", ", Holes.Keys.Select(static name => $"{{{name}}}"))}");
            }
        }

        _text = text;
    }

    /// <summary>Whether it has a hole.</summary>
    public bool Has(string hole) => _text.Contains($"{{{hole}}}", StringComparison.Ordinal);

    public string Fill(AlertNotification notification) => Hole().Replace(_text, hole => Holes[hole.Groups["name"].Value](notification));

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Hole();
}
