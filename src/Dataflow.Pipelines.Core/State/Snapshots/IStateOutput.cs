namespace Dataflow.Pipelines.State;

/// <summary>Takes what a <see cref="StateWriter"/> writes. Called by the lane between two messages, so it only copies: making it durable is done beside the lane.</summary>
public interface IStateOutput
{
    /// <summary>Appends the head of the entries, or a block of them; it is read again as one stream of bytes in this order.</summary>
    /// <param name="head">What describes it.</param>
    /// <param name="body">What follows at once.</param>
    void Write(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body);
}
