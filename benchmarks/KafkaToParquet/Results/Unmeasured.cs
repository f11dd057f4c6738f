namespace KafkaToParquet.Results;

/// <summary>A result without a target that this run could not give.</summary>
/// <param name="Name">The quantity that could not be measured.</param>
/// <param name="Reason">Why it was not.</param>
internal sealed record Unmeasured(string Name, string Reason);
