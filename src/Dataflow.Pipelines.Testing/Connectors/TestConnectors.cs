using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>The sources and sinks of a test, in the place of those that the pipeline class names.</summary>
internal sealed class TestConnectors(PipelineTestOptions options, Action run) : IConnectorReplacement
{
    private readonly Dictionary<string, object> sources = [];
    private readonly Dictionary<string, ITestSink> sinks = [];

    public TestSource<T> Source<T>(string node)
        where T : struct, IRecord<T> => sources[node] as TestSource<T> ?? throw Mismatch<T>(node, sources[node]);

    public TestSink<T> Sink<T>(string node)
        where T : struct, IRecord<T> => sinks[node] as TestSink<T> ?? throw Mismatch<T>(node, sinks[node]);

    /// <summary>A life of the pipeline has ended.</summary>
    public void Restart()
    {
        foreach (var sink in sinks.Values)
        {
            sink.Restart();
        }
    }

    ISource<T> IConnectorReplacement.Source<T>(string node, ISource<T> declared)
    {
        if (!sources.TryGetValue(node, out var source))
        {
            sources[node] = source = new TestSource<T>(new TestTopic(node, options.Partitions), run);
        }

        return (ISource<T>)source;
    }

    ISink<T> IConnectorReplacement.Sink<T>(string node, ISink<T> declared)
    {
        if (!sinks.TryGetValue(node, out var sink))
        {
            sinks[node] = sink = new TestSink<T>();
        }

        return (ISink<T>)sink;
    }

    private static ArgumentException Mismatch<T>(string node, object connector) =>
        new($"'{node}' carries {connector.GetType().GetGenericArguments()[0].Name}, not {typeof(T).Name}.");
}
