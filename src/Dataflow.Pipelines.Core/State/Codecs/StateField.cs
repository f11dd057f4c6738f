namespace Dataflow.Pipelines.State;

/// <summary>A field of a state as it is written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in the file: <c>int64</c>, <c>text?</c>; a question mark means that a value may be missing.</param>
public sealed record StateField(string Name, string Type);
