namespace Dataflow.Pipelines.Blocks;

/// <summary>An output of a block for records of one type. Touched only by the block's own lane.</summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class Output<T> : Output
    where T : struct, IRecord<T>
{
    private readonly List<Route<T>> routes = [];
    private Emitter<T> emitter;

    internal Output(BatchPool<T> pool) => emitter = new Emitter<T>(pool);

    /// <summary>Where the block's loop puts its records.</summary>
    public ref Emitter<T> Emitter => ref emitter;

    internal override bool HasRecords => emitter.Count > 0;

    internal void Add(Route<T> route) => routes.Add(route);

    internal override async ValueTask FlushAsync()
    {
        while (emitter.TryTake(out var batch))
        {
            await SendAsync(batch);
        }

        foreach (var route in routes)
        {
            await route.FlushAsync();
        }
    }

    /// <summary>Sends a batch all ways; takes over the caller's hold of it.</summary>
    internal async ValueTask SendAsync(RecordBatch<T> batch)
    {
        try
        {
            foreach (var route in routes)
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
        foreach (var route in routes)
        {
            route.PostWatermark(watermark);
        }
    }

    internal override void PostControl(Message control)
    {
        foreach (var route in routes)
        {
            route.PostControl(control);
        }
    }

    internal override void Discard()
    {
        while (emitter.TryTake(out var batch))
        {
            batch.Release();
        }

        foreach (var route in routes)
        {
            route.Discard();
        }
    }
}
