using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>The key of a record, as generated from <see cref="KeyByAttribute"/>: a stateless struct, so that the call is direct.</summary>
/// <typeparam name="T">The record type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IKeySelector<T>
{
    /// <summary>128 bits that identify the key.</summary>
    /// <param name="record">The record.</param>
    /// <param name="hash">The hash of the job.</param>
    UInt128 Fingerprint(in T record, KeyHash hash);
}
