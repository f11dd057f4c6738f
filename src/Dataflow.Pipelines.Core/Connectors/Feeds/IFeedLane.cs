namespace Dataflow.Pipelines.Connectors;

/// <summary>The lane of a feed, independent of the type of its chunks.</summary>
internal interface IFeedLane
{
    SourceContext Context { get; }

    /// <summary>Cancelled when the source must end at the current end of its data.</summary>
    CancellationToken Draining { get; }

    /// <summary>Cancelled when the lane closes: it takes no more chunks.</summary>
    CancellationToken Closing { get; }
}
