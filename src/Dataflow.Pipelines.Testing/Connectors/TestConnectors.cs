using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>The sources and sinks of a test, in the place of those that the pipeline class names.</summary>
internal sealed class TestConnectors(PipelineTestOptions options, Action run) : IConnectorReplacement
{
    private readonly Dictionary<string, object> _sources = [];
    private readonly Dictionary<string, ITestSink> _sinks = [];

    public TestSource<T> Source<T>(string node)
        where T : struct, IRecord<T> => _sources[node] as TestSource<T> ?? throw Mismatch<T>(node, _sources[node]);

    public TestSink<T> Sink<T>(string node)
        where T : struct, IRecord<T> => _sinks[node] as TestSink<T> ?? throw Mismatch<T>(node, _sinks[node]);

    /// <summary>A life of the pipeline has ended.</summary>
    public void Restart()
    {
        foreach (var sink in _sinks.Values)
        {
            sink.Restart();
        }
    }

    ISource<T> IConnectorReplacement.Source<T>(string node, ISource<T> declared)
    {
        if (!_sources.TryGetValue(node, out var source))
        {
            _sources[node] = source = new TestSource<T>(new TestTopic(node, options.Partitions), run);
        }

        return (ISource<T>)source;
    }

    ISink<T> IConnectorReplacement.Sink<T>(string node, ISink<T> declared)
    {
        if (!_sinks.TryGetValue(node, out var sink))
        {
            _sinks[node] = sink = new TestSink<T>();
        }

        return (ISink<T>)sink;
    }

    private static ArgumentException Mismatch<T>(string node, object connector) =>
        new($"'{node}' carries {connector.GetType().GetGenericArguments()[0].Name}, not {typeof(T).Name}.");
}
