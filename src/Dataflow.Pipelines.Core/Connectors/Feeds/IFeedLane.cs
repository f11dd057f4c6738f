namespace Dataflow.Pipelines.Connectors;

/// <summary>The lane of a feed, whatever its chunks are.</summary>
internal interface IFeedLane
{
    SourceContext Context { get; }

    /// <summary>Is cancelled when the source is to end where its data ends now.</summary>
    CancellationToken Draining { get; }

    /// <summary>Is cancelled when the lane closes: nothing is taken any more.</summary>
    CancellationToken Closing { get; }
}
