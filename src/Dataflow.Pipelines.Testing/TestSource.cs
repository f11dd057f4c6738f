using System.Text;
using Dataflow.Pipelines.Testing.Connectors;

namespace Dataflow.Pipelines.Testing;

/// <summary>
/// A source in memory, which replaces the one that the class declares. If that source has messages, a pushed record is encoded in its format, and read and
/// decoded like a real message.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class TestSource<T>
    where T : struct, IRecord<T>
{
    private readonly ITestInput<T> _input;
    private readonly Action _run;

    internal TestSource(ITestInput<T> input, Action run)
    {
        _input = input;
        _run = run;
    }

    /// <summary>The committed offset of each partition: the offset of the next message.</summary>
    public IReadOnlyDictionary<int, long> CommittedOffsets => _input.Committed;

    /// <summary>Pushes records into partition 0.</summary>
    /// <exception cref="PipelineFaultException">The pipeline has failed.</exception>
    public void Push(params ReadOnlySpan<T> records) => PushTo(0, records);

    /// <summary>Pushes records into a partition.</summary>
    /// <exception cref="PipelineFaultException">The pipeline has failed.</exception>
    public void PushTo(int partition, params ReadOnlySpan<T> records)
    {
        foreach (ref readonly var record in records)
        {
            _input.Append(partition, in record);
        }

        _run();
    }

    /// <summary>Pushes a message unchanged, well formed or not, into partition 0.</summary>
    /// <exception cref="InvalidOperationException">The source has records, not messages.</exception>
    /// <exception cref="PipelineFaultException">The pipeline has failed.</exception>
    public void PushMessage(string message) => PushMessageTo(0, message);

    /// <summary>Pushes a message unchanged, well formed or not, into partition 0.</summary>
    /// <exception cref="InvalidOperationException">The source has records, not messages.</exception>
    /// <exception cref="PipelineFaultException">The pipeline has failed.</exception>
    public void PushMessage(ReadOnlySpan<byte> message) => PushMessageTo(0, message);

    /// <summary>Pushes a message unchanged, well formed or not, into a partition.</summary>
    /// <exception cref="InvalidOperationException">The source has records, not messages.</exception>
    /// <exception cref="PipelineFaultException">The pipeline has failed.</exception>
    public void PushMessageTo(int partition, string message) => PushMessageTo(partition, Encoding.UTF8.GetBytes(message));

    /// <summary>Pushes a message unchanged, well formed or not, into a partition.</summary>
    /// <exception cref="InvalidOperationException">The source has records, not messages.</exception>
    /// <exception cref="PipelineFaultException">The pipeline has failed.</exception>
    public void PushMessageTo(int partition, ReadOnlySpan<byte> message)
    {
        _input.AppendMessage(partition, message.ToArray());
        _run();
    }
}
