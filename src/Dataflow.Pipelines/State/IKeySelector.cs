namespace Dataflow.Pipelines.State;

/// <summary>The key of a record, as generated from <see cref="KeyByAttribute"/>: a struct without state, so that the call is direct.</summary>
/// <typeparam name="T">The record type.</typeparam>
public interface IKeySelector<T>
{
    /// <summary>128 bits that stand for the key; see <see cref="Fingerprint"/>.</summary>
    UInt128 Fingerprint(in T record);
}
