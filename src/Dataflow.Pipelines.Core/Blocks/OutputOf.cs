using System.ComponentModel;
using Dataflow.Pipelines.Blocks;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>An output of a block for records of one type. Accessed only by the block's lane.</summary>
/// <typeparam name="T">The record type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Output<T> : Output
    where T : struct, IRecord<T>
{
    private readonly List<Route<T>> _routes = [];
    private Emitter<T> _emitter;

    internal Output(BatchPool<T> pool) => _emitter = new Emitter<T>(pool);

    /// <summary>Receives the records of the block's loop.</summary>
    public ref Emitter<T> Emitter => ref _emitter;

    internal override bool HasRecords => _emitter.Count > 0;

    internal void Add(Route<T> route) => _routes.Add(route);

    internal override async ValueTask FlushAsync()
    {
        while (_emitter.TryTake(out var batch))
        {
            await SendAsync(batch);
        }

        foreach (var route in _routes)
        {
            await route.FlushAsync();
        }
    }

    /// <summary>Sends a batch over all routes; takes ownership of the caller's reference.</summary>
    internal async ValueTask SendAsync(RecordBatch<T> batch)
    {
        try
        {
            foreach (var route in _routes)
            {
                await route.SendAsync(batch);
            }
        }
        finally
        {
            batch.Release();
        }
    }

    internal override void PostWatermark(Watermark watermark)
    {
        foreach (var route in _routes)
        {
            route.PostWatermark(watermark);
        }
    }

    internal override void PostControl(Message control)
    {
        foreach (var route in _routes)
        {
            route.PostControl(control);
        }
    }

    internal override void Discard()
    {
        while (_emitter.TryTake(out var batch))
        {
            batch.Release();
        }

        foreach (var route in _routes)
        {
            route.Discard();
        }
    }
}
