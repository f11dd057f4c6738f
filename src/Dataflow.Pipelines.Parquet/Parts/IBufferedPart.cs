namespace Dataflow.Pipelines.Parquet;

/// <summary>A part that has rows in memory.</summary>
internal interface IBufferedPart
{
    /// <summary>Bytes of the rows that are not being written yet; 0: there are none.</summary>
    long BufferedBytes { get; }

    /// <summary>Ends the row group and starts to write it. Called under the lock of the <see cref="BufferBudget"/>.</summary>
    void EndRowGroup();
}
