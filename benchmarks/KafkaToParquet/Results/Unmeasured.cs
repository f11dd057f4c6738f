namespace KafkaToParquet.Results;

/// <summary>A value without a target that this run could not measure.</summary>
/// <param name="Name">The quantity that could not be measured.</param>
/// <param name="Reason">The reason.</param>
internal sealed record Unmeasured(string Name, string Reason);
