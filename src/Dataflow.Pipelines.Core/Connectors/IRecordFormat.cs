using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines;

/// <summary>
/// Decodes byte messages to records, and encodes records as messages. A format is a struct: a connector names it as a type parameter, so that generated
/// code calls it directly. Its fields are settings and the working state of a lane; each lane has its own copy.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public interface IRecordFormat<T>
    where T : struct, IRecord<T>
{
    /// <summary>Prepares the lane's copy; called once, before all other members.</summary>
    /// <remarks>Must not be an <c>async</c> method, which sets fields of another copy after an <c>await</c>. It returns the task of an object that the copy refers to.</remarks>
    /// <exception cref="ConnectorException">Records of this type cannot have this format, or a service that it needs cannot be reached: states which, and what to do.</exception>
    ValueTask OpenAsync(FormatContext context, CancellationToken cancellationToken);

    /// <summary>
    /// Called with the messages of each chunk before the first of them is read: fetches data that reading needs, such as the schema that a message
    /// names, once for all of them. The messages are valid until the task completes.
    /// </summary>
    /// <exception cref="ConnectorException">A service that is needed cannot be reached: the job fails. Faults of messages are reasons of <see cref="TryRead"/> instead.</exception>
    ValueTask PrepareAsync(ReadOnlyMemory<SourceMessage> messages, CancellationToken cancellationToken);

    /// <summary>Reads one record. Called for each message: allocates nothing but the content of the record.</summary>
    /// <param name="message">The complete message.</param>
    /// <param name="record">The record where the result is <see langword="true"/>.</param>
    /// <param name="reason">Where the result is <see langword="false"/>: the fault, as readable text. Text that varies from message to message follows a colon.</param>
    /// <returns>Whether the message is a record. Malformed input is a result, never an exception.</returns>
    bool TryRead(ReadOnlySpan<byte> message, out T record, [NotNullWhen(false)] out string? reason);

    /// <summary>Writes one record, all of its bytes, to the end of the output.</summary>
    void Write(in T record, IBufferWriter<byte> output);
}
