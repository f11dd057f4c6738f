namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>A property of the class that is a database.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsStatic">Whether it is static.</param>
internal sealed record DatabaseModel(string Name, bool IsStatic);
