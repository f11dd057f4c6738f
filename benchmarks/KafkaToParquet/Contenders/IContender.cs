using StreamingDataCleaning.Processes;

namespace KafkaToParquet.Contenders;

/// <summary>A program without the engine that reads the topic.</summary>
internal interface IContender : IDisposable
{
    /// <summary>Records read so far; from any thread.</summary>
    long Read { get; }

    /// <summary>Counts by the names of the pipeline's nodes; exact after the end.</summary>
    IReadOnlyDictionary<string, NodeReport> Nodes { get; }

    /// <summary>Reads the given number of records and finishes its output.</summary>
    void Run();
}
