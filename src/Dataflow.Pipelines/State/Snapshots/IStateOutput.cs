namespace Dataflow.Pipelines.State;

/// <summary>Takes the bytes of a snapshot. Called by the lane between two messages, so it only copies: making them durable is done beside the lane.</summary>
public interface IStateOutput
{
    /// <summary>Appends bytes.</summary>
    void Write(ReadOnlySpan<byte> bytes);
}
