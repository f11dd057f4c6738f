namespace Dataflow.Pipelines.State;

/// <summary>Receives the output of a <see cref="StateWriter"/>. Called by the lane between two messages, so it only copies: it is made durable off the lane.</summary>
public interface IStateOutput
{
    /// <summary>Appends the head of the entries, or a block of them; it is read again as one stream of bytes in this order.</summary>
    /// <param name="head">Its description.</param>
    /// <param name="body">The bytes that follow immediately.</param>
    void Write(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body);
}
