using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>
/// The definition of a pipeline as the run store publishes it: one JSON object with <c>job_name</c>, <c>job_type</c>, <c>source</c>, <c>operators</c>, <c>sink</c> and <c>config</c>.
/// A pipeline with one source has an object there, one with several an array, one with none null; so do sinks. No value of an input is in it.
/// </summary>
internal static class DefinitionJson
{
    // Triggers are read by people: quotes and comparisons as they are written.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static PipelineDefinition Of(PipelineDescriptor pipeline, ControlGraph graph)
    {
        var type = TypeOf(pipeline);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("job_name", pipeline.Id);
            writer.WriteString("job_type", type);
            writer.WriteString("version", pipeline.Version);
            WriteText(writer, "title", pipeline.Title);
            WriteText(writer, "description", pipeline.Description);
            WriteEnds(writer, "source", pipeline, NodeKind.Source);
            writer.WriteStartArray("operators");
            foreach (var node in pipeline.Nodes.Where(static node => node.Kind is not (NodeKind.Source or NodeKind.Sink)))
            {
                Write(writer, pipeline, node);
            }

            writer.WriteEndArray();
            WriteEnds(writer, "sink", pipeline, NodeKind.Sink);
            WriteConfig(writer, pipeline, graph);
            writer.WriteEndObject();
        }

        return new PipelineDefinition(type, Encoding.UTF8.GetString(buffer.ToArray()), pipeline.Description, pipeline.Parallelism);
    }

    // Streams; else statements of SQL and the approvals between them; else a batch of tasks.
    private static string TypeOf(PipelineDescriptor pipeline) =>
        pipeline.HasStreams ? "STREAMING" : pipeline.Nodes.All(static node => node.Kind is NodeKind.Sql or NodeKind.Approval) && pipeline.Nodes.Any(static node => node.Kind == NodeKind.Sql) ? "SQL_TASK" : "BATCH_ROLLER";

    private static void WriteEnds(Utf8JsonWriter writer, string name, PipelineDescriptor pipeline, NodeKind kind)
    {
        var nodes = pipeline.Nodes.Where(node => node.Kind == kind).ToList();
        writer.WritePropertyName(name);
        switch (nodes)
        {
            case []:
                writer.WriteNullValue();
                break;
            case [var only]:
                Write(writer, pipeline, only);
                break;
            default:
                writer.WriteStartArray();
                nodes.ForEach(node => Write(writer, pipeline, node));
                writer.WriteEndArray();
                break;
        }
    }

    private static void Write(Utf8JsonWriter writer, PipelineDescriptor pipeline, NodeDescriptor node)
    {
        writer.WriteStartObject();
        writer.WriteString("id", node.Id);
        writer.WriteString("type", Snake(node.Kind));
        WriteText(writer, "record", node.Record);
        WriteTexts(writer, "from", [.. pipeline.Edges.Where(edge => edge.To == node.Id).Select(static edge => edge.From)]);
        WriteTexts(writer, "settings", node.Settings);
        if (node.Triggers.Count > 0)
        {
            writer.WriteStartArray("triggers");
            foreach (var trigger in node.Triggers)
            {
                writer.WriteStartObject();
                writer.WriteString(JsonNamingPolicy.SnakeCaseLower.ConvertName(trigger.Kind), trigger.Text);
                if (trigger.Kind == "StartWhen" && trigger.Mode != StartMode.OncePerRun)
                {
                    writer.WriteString("mode", Snake(trigger.Mode));
                }

                if (trigger.Channel is not null)
                {
                    writer.WriteString("channel", trigger.Channel);
                    writer.WriteString("severity", Snake(trigger.Severity));
                    WriteText(writer, "message", trigger.Message ?? "");
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteConfig(Utf8JsonWriter writer, PipelineDescriptor pipeline, ControlGraph graph)
    {
        writer.WriteStartObject("config");
        if (pipeline.CheckpointInterval is { } interval)
        {
            writer.WriteNumber("checkpoint_interval", (long)interval.TotalMilliseconds);
        }

        if (pipeline.Parallelism > 0)
        {
            writer.WriteNumber("parallelism", pipeline.Parallelism);
        }

        writer.WriteString("time_zone", pipeline.TimeZone);
        writer.WriteNumber("max_active_runs", graph.MaxActiveRuns);
        writer.WriteString("catch_up", Snake(graph.CatchUp));
        WriteTexts(writer, "external_events", pipeline.ExternalEvents);
        if (graph.Pools.Count > 0)
        {
            writer.WriteStartObject("pools");
            foreach (var (pool, slots) in graph.Pools.OrderBy(static pool => pool.Key, StringComparer.Ordinal))
            {
                writer.WriteNumber(pool, slots);
            }

            writer.WriteEndObject();
        }

        if (pipeline.Inputs.Count > 0)
        {
            writer.WriteStartArray("inputs");
            foreach (var input in pipeline.Inputs)
            {
                writer.WriteStartObject();
                writer.WriteString("name", input.Name);
                writer.WriteString("type", input.Type);
                WriteText(writer, "description", input.Description);
                writer.WriteBoolean("required", input.IsRequired);
                writer.WriteBoolean("sensitive", input.IsSensitive);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        if (text.Length > 0)
        {
            writer.WriteString(name, text);
        }
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static string Snake<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
