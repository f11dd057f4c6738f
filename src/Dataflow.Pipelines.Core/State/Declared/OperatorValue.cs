using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Dataflow.Pipelines.State;

/// <summary>
/// A small value of a lane that is part of the manifest itself, as JSON: a watermark, positions. A restore gives every lane the values of all
/// lanes of the checkpoint, and the operator derives its own from them. Owned by the lane.
/// </summary>
internal sealed class OperatorValue<T>(string name, JsonTypeInfo<T> type) : OperatorValue(name)
{
    /// <summary>The value for the next checkpoint.</summary>
    public T Current { get; set; } = default!;

    /// <summary>The values in the checkpoint that the job started from, lane by lane; empty on a first start.</summary>
    public IReadOnlyList<T> Restored { get; private set; } = [];

    /// <summary>The value of this lane in a snapshot of it.</summary>
    public T Of(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> values) => JsonSerializer.Deserialize(values[Name].Span, type)!;

    internal override Task<ReadOnlyMemory<byte>> TakeAsync() => Task.FromResult<ReadOnlyMemory<byte>>(JsonSerializer.SerializeToUtf8Bytes(Current, type));

    internal override void Restore(IReadOnlyList<ReadOnlyMemory<byte>> lanes) => Restored = [.. lanes.Select(lane => JsonSerializer.Deserialize(lane.Span, type)!)];
}

/// <summary>A small value of a lane, of any type.</summary>
internal abstract class OperatorValue(string name)
{
    public string Name => name;

    /// <summary>Takes the value in the lane; slow work is done in the task. Empty: there is none.</summary>
    internal abstract Task<ReadOnlyMemory<byte>> TakeAsync();

    internal abstract void Restore(IReadOnlyList<ReadOnlyMemory<byte>> lanes);
}
