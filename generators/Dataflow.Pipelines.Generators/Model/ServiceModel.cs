namespace Dataflow.Pipelines.Generators.Model;

/// <summary>A parameter of the pipeline's constructor, resolved from the host's services.</summary>
internal sealed record ServiceModel(string TypeName, string Name);
