namespace Dataflow.Pipelines.Testing.Formats;

/// <summary>An enumeration, for <see cref="FormatSample"/>.</summary>
public enum FormatSampleKind
{
    /// <summary>The first, and the default.</summary>
    None,

    /// <summary>A name of several words: <c>half_open</c>.</summary>
    HalfOpen,

    /// <summary>A name that is not in the order of the alphabet.</summary>
    Closed,
}
