using System.ComponentModel;
using Dataflow.Pipelines.Control;
using Dataflow.Pipelines.Control.Hosting;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>The control planes of pipeline classes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ControlPlanes
{
    /// <summary>That of a class.</summary>
    public static ControlPlane Of<TPipeline>()
        where TPipeline : class, IControlledPipeline<TPipeline> => HostedPlane<TPipeline>.Instance;
}
