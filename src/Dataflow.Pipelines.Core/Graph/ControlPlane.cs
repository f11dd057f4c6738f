using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>What executes the nodes of a pipeline that belong to runs; in a package of its own. Generated code names it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ControlPlane
{
    internal ControlPlane()
    {
    }
}
