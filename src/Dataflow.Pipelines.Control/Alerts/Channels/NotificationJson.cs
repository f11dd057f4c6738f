using System.Text.Json;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>The body that a <see cref="WebhookChannel"/> posts.</summary>
internal static class NotificationJson
{
    public static byte[] Write(AlertNotification notification)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id", notification.Id);
            json.WriteString("pipeline_id", notification.Pipeline);
            json.WriteString("node_id", notification.Node);
            json.WriteString("run_id", notification.Run);
            json.WriteString("status", AlertText.Of(notification.Status));
            json.WriteString("severity", AlertText.Of(notification.Severity));
            json.WriteString("message", notification.Message);
            json.WriteString("trigger", notification.Trigger);
            json.WriteString("at", AlertText.Of(notification.At));
            if (notification.Approval is { } approval)
            {
                Write(json, approval);
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
    private static void Write(Utf8JsonWriter json, ApprovalRequest approval)
    {
        json.WriteStartObject("approval");
        json.WriteNumber("number", approval.Number);
        json.WriteString("title", approval.Title);
        json.WriteString("description", approval.Description);
        json.WriteStartArray("approvers");
        foreach (var approver in approval.Approvers)
        {
            json.WriteStringValue(approver);
        }

        json.WriteEndArray();
        json.WriteNumber("quorum", approval.Quorum);
        json.WriteString("opened_at", AlertText.Of(approval.OpenedAt));
        json.WriteString("deadline", approval.Deadline is { } deadline ? AlertText.Of(deadline) : null);
        json.WriteEndObject();
    }
}
