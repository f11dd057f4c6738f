using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Control;

/// <summary>The members that the generator adds to a <see cref="PipelineAttribute"/> class with nodes that are executed in runs.</summary>
/// <typeparam name="TSelf">The class itself.</typeparam>
public interface IControlledPipeline<TSelf> : IPipeline<TSelf>
    where TSelf : class, IControlledPipeline<TSelf>
{
    /// <summary>Its nodes, their compiled triggers and their calls.</summary>
    static abstract ControlGraph Control { get; }
}
