using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>The output of a <see cref="StateWriter"/>, to be read at a restore.</summary>
public sealed record StateInput
{
    /// <summary>Its name, for errors.</summary>
    public required string Name { get; init; }

    /// <summary>Opens it.</summary>
    public required Func<CancellationToken, ValueTask<Stream>> OpenAsync { get; init; }

    /// <summary>Its file; <see langword="null"/> where only the blocks have checksums.</summary>
    public CheckpointFile? File { get; init; }

    /// <summary>Its location, for errors.</summary>
    public required string Location { get; init; }

    /// <summary>A file of a checkpoint store.</summary>
    public static StateInput Of(CheckpointFile file, ICheckpointStore store)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(store);
        return new StateInput { Name = file.Name, File = file, Location = store.Location, OpenAsync = stop => store.OpenAsync(file.Name, stop) };
    }
}
