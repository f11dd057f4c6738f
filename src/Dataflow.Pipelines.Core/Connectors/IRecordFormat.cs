using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines;

/// <summary>
/// How a message of bytes becomes a record, and a record a message. A format is a struct: a connector names it as a type parameter, so that generated
/// code calls it directly. Its fields are settings, and what a lane needs to read or write; each lane has a copy of its own.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public interface IRecordFormat<T>
    where T : struct, IRecord<T>
{
    /// <summary>Makes the lane's copy ready; called once, before all others.</summary>
    /// <remarks>Not to be an <c>async</c> method: what that sets behind an <c>await</c>, it sets in a copy. It returns the task of an object that the copy refers to.</remarks>
    /// <exception cref="ConnectorException">Records of this type have no such format, or what it needs cannot be reached: says what, and what to do.</exception>
    ValueTask OpenAsync(FormatContext context, CancellationToken cancellationToken);

    /// <summary>
    /// Called with the messages of each chunk before the first of them is read: the place to fetch what reading needs, as the schema that a message
    /// names, once for all of them. The messages are valid until the task completes.
    /// </summary>
    /// <exception cref="ConnectorException">What is needed cannot be reached: the job fails. What is wrong with a message is not thrown here, it is the reason of <see cref="TryRead"/>.</exception>
    ValueTask PrepareAsync(ReadOnlyMemory<SourceMessage> messages, CancellationToken cancellationToken);

    /// <summary>Reads one record. Called for each message: allocates nothing but what the record holds.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="record">The record where the result is <see langword="true"/>.</param>
    /// <param name="reason">Where the result is <see langword="false"/>: what is wrong, for a person. What varies from message to message stands behind a colon.</param>
    /// <returns>Whether the message is a record. Malformed input is a result, never an exception.</returns>
    bool TryRead(ReadOnlySpan<byte> message, out T record, [NotNullWhen(false)] out string? reason);

    /// <summary>Writes one record, all of its bytes, to the end of the output.</summary>
    void Write(in T record, IBufferWriter<byte> output);
}
