namespace Dataflow.Pipelines.State;

/// <summary>A value that is available only some time after the barrier, because the transaction of a sink that it names must be durable first.</summary>
internal sealed class PreparedValue(string name) : OperatorValue(name)
{
    private Task<ReadOnlyMemory<byte>> _preparing = Task.FromResult(ReadOnlyMemory<byte>.Empty);

    /// <summary>The values in the checkpoint that the job started from, lane by lane.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Restored { get; private set; } = [];

    /// <summary>Sets the task that completes with the value for the current checkpoint: any bytes.</summary>
    public void Prepare(Task<ReadOnlyMemory<byte>> preparing) => _preparing = preparing;

    /// <summary>The value of this lane in a snapshot of it; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Of(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> values) => PreparedJson.Decode(values.GetValueOrDefault(Name));

    internal override async Task<ReadOnlyMemory<byte>> TakeAsync() => PreparedJson.Encode(await _preparing);

    internal override void Restore(IReadOnlyList<ReadOnlyMemory<byte>> lanes) => Restored = [.. lanes.Select(PreparedJson.Decode)];
}
