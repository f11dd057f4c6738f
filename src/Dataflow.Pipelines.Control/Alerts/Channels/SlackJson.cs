using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>A notification in the format of Slack's incoming webhooks.</summary>
internal static partial class SlackJson
{
    // Slack cuts longer texts at a place of its own choice.
    private const int LongestText = 3000;

    public static byte[] Write(AlertNotification notification)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("text", $"*{Escape(Title(notification))}*\n{Escape(notification.Message)}");
            json.WriteStartArray("attachments");
            json.WriteStartObject();
            json.WriteString("color", Color(notification));
            json.WriteStartArray("fields");
            Field(json, "Pipeline", notification.Pipeline);
            Field(json, "Node", notification.Node);
            if (notification.Run is { } run)
            {
                Field(json, "Run", run);
            }

            Field(json, "Time", AlertText.Of(notification.At));
            Field(json, "Trigger", notification.Trigger, isShort: false);
            Field(json, "Id", notification.Id, isShort: false);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>
    /// Slack reads &amp;, &lt; and &gt; as markup, for example &lt;!channel&gt; as a call to everyone. Other programs that accept the format read @channel so, which a blank of no
    /// width after the @ prevents.
    /// </summary>
    internal static string Escape(string text) => Everyone().Replace(AlertText.Cut(text, LongestText), "@\u200b")
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    [GeneratedRegex("@(?=(channel|here|all|everyone)\\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Everyone();

    private static string Title(AlertNotification notification) =>
        $"[{AlertText.Of(notification.Severity)}] {AlertText.SingleLine(notification.Pipeline)} / {AlertText.SingleLine(notification.Node)}: {AlertText.Of(notification.Status)}";

    private static string Color(AlertNotification notification) => notification switch
    {
        { Status: AlertStatus.Resolved } => "good",
        { Severity: Severity.Critical } => "danger",
        { Severity: Severity.Warning } => "warning",
        _ => "#439fe0",
    };

    private static void Field(Utf8JsonWriter json, string title, string value, bool isShort = true)
    {
        json.WriteStartObject();
        json.WriteString("title", title);
        json.WriteString("value", Escape(value));
        json.WriteBoolean("short", isShort);
        json.WriteEndObject();
    }
}
