using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Control.Tests.Support;

/// <summary>The inputs of a pipeline without generated code; its object is the list of the values that were given.</summary>
internal static class TestInputs
{
    /// <summary>A key, and another one.</summary>
    public const string Key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    public const string OtherKey = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

    public static PipelineDescriptor Pipeline { get; } = new("test")
    {
        Inputs =
        [
            new("kafka_config", "text", "Servers", IsRequired: false),
            new("limit", "integer", "Most rows", IsRequired: false),
            new("is_dry", "true or false", "", IsRequired: false),
            new("window", "duration", "", IsRequired: false),
            new("token", "text", "Signs", IsRequired: false, IsSensitive: true),
        ],
    };

    /// <summary>The inputs.</summary>
    /// <param name="keys">The keys, one a line; empty: none.</param>
    /// <param name="options">The options of the host; null: without values.</param>
    /// <param name="pipeline">The pipeline; null: <see cref="Pipeline"/>.</param>
    public static PipelineInputs Of(string keys = "", PipelineHostOptions? options = null, PipelineDescriptor? pipeline = null)
    {
        var inputs = new PipelineInputs(
            pipeline ?? Pipeline, options ?? new PipelineHostOptions(), new ServiceCollection().BuildServiceProvider(), Check, Describe,
            () => keys.Length == 0 ? ConfigKeys.None : ConfigKeys.Parse(keys, "a test"));
        inputs.LoadKeys();
        return inputs;
    }

    private static void Check(InputValues values)
    {
        values.Text("kafka_config");
        values.Value<int>("limit");
        values.Value<bool>("is_dry");
        values.Duration("window");
        values.Text("token");
    }

    private static string Describe(InputValues values)
    {
        var limit = values.Value<int>("limit");
        return limit < 0 ? throw new InvalidOperationException("The limit is negative.")
            : values.Text("token") is "bad" and var token ? throw new InvalidOperationException($"The token '{token}' is wrong.")
            : $"kafka {values.Text("kafka_config") ?? "-"} limit {limit?.ToString(null, null) ?? "-"} token {values.Text("token") ?? "-"}";
    }
}
