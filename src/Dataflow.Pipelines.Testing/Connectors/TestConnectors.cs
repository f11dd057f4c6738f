using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>The sources and sinks of a test, which replace those of the pipeline class.</summary>
internal sealed class TestConnectors(PipelineTestOptions options, Action run) : IConnectorReplacement
{
    private readonly Dictionary<string, object> _inputs = [];
    private readonly Dictionary<string, object> _sources = [];
    private readonly Dictionary<string, ITestSink> _sinks = [];

    public TestSource<T> Source<T>(string node)
        where T : struct, IRecord<T> => _sources[node] as TestSource<T> ?? throw Mismatch<T>(node, _sources[node]);

    public TestSink<T> Sink<T>(string node)
        where T : struct, IRecord<T> => _sinks[node] as TestSink<T> ?? throw Mismatch<T>(node, _sinks[node]);

    /// <summary>The pipeline has stopped or crashed.</summary>
    public void Restart()
    {
        foreach (var sink in _sinks.Values)
        {
            sink.Restart();
        }
    }

    IRecordSource<T> IConnectorReplacement.Source<T>(string node, IRecordSource<T> declared) =>
        Replace<T, TestRecordSource<T>>(node, () => new TestRecordSource<T>(new TestTopic<T>(node, options.Partitions)));

    IMessageSource<T, TFormat> IConnectorReplacement.Source<T, TFormat>(string node, IMessageSource<T, TFormat> declared) =>
        Replace<T, TestMessageSource<T, TFormat>>(node, () => new TestMessageSource<T, TFormat>(new TestTopic<byte[]>(node, options.Partitions), declared.Format));

    ISink<T> IConnectorReplacement.Sink<T>(string node, ISink<T> declared)
    {
        if (!_sinks.TryGetValue(node, out var sink))
        {
            _sinks[node] = sink = new TestSink<T>();
        }

        return (ISink<T>)sink;
    }

    // One for all lanes and restarts, with the handle for the test.
    private TSource Replace<T, TSource>(string node, Func<TSource> create)
        where T : struct, IRecord<T>
        where TSource : ITestInput<T>
    {
        if (!_inputs.TryGetValue(node, out var input))
        {
            var created = create();
            _inputs[node] = input = created;
            _sources[node] = new TestSource<T>(created, run);
        }

        return (TSource)input;
    }

    private static ArgumentException Mismatch<T>(string node, object connector) =>
        new($"'{node}' carries {connector.GetType().GetGenericArguments()[0].Name}, not {typeof(T).Name}.");
}
