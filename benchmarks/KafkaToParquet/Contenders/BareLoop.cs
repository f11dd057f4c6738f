using System.Diagnostics;
using Dataflow.Pipelines.Kafka.Native;
using StreamingDataCleaning.Processes;

namespace KafkaToParquet.Contenders;

/// <summary>Takes batches, sums the lengths of the payloads, and commits once a second: the minimum cost of reading.</summary>
internal sealed class BareLoop(ContenderOptions options) : IContender
{
    private static readonly TimeSpan CommitInterval = TimeSpan.FromSeconds(1);
    private readonly BatchConsumer _consumer = new(options);
    private long _read;
    private long _bytes;

    public long Read => Interlocked.Read(ref _read);

    public IReadOnlyDictionary<string, NodeReport> Nodes => new Dictionary<string, NodeReport> { ["bytes"] = new(_bytes, 0, 0, 0, 0, 0) };

    public unsafe void Run()
    {
        var committing = Task.CompletedTask;
        var committed = Stopwatch.GetTimestamp();
        while (_read < options.Count)
        {
            var messages = _consumer.Take();
            foreach (var message in messages)
            {
                _bytes += (long)((NativeMessage*)message)->Length;
            }

            Interlocked.Add(ref _read, messages.Length);
            if (committing.IsCompleted && Stopwatch.GetElapsedTime(committed) >= CommitInterval)
            {
                committed = Stopwatch.GetTimestamp();
                committing.GetAwaiter().GetResult();
                committing = Commit();
            }
        }

        committing.GetAwaiter().GetResult();
        Commit().GetAwaiter().GetResult();
    }

    public void Dispose() => _consumer.Dispose();

    private Task Commit()
    {
        var positions = _consumer.Next.ToArray();
        return Task.Run(() => _consumer.Commit(positions));
    }
}
