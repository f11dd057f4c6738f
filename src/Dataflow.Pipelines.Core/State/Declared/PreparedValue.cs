namespace Dataflow.Pipelines.State;

/// <summary>A value that is only known some time after the barrier, because what it names must be durable first: the transaction of a sink.</summary>
internal sealed class PreparedValue(string name) : OperatorValue(name)
{
    private Task<ReadOnlyMemory<byte>> _preparing = Task.FromResult(ReadOnlyMemory<byte>.Empty);

    /// <summary>What the checkpoint that the job started from held, lane by lane.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Restored { get; private set; } = [];

    /// <summary>Completes with what the checkpoint under way holds: any bytes.</summary>
    public void Prepare(Task<ReadOnlyMemory<byte>> preparing) => _preparing = preparing;

    /// <summary>The value of this lane in a snapshot of it; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Of(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> values) => PreparedJson.Decode(values.GetValueOrDefault(Name));

    internal override async Task<ReadOnlyMemory<byte>> TakeAsync() => PreparedJson.Encode(await _preparing);

    internal override void Restore(IReadOnlyList<ReadOnlyMemory<byte>> lanes) => Restored = [.. lanes.Select(PreparedJson.Decode)];
}
