using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>What a node of the control plane does.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ControlNodeKind
{
    /// <summary>Runs code: a task, a statement, a process.</summary>
    Work,

    /// <summary>Waits for the decision of a person.</summary>
    Approval,

    /// <summary>Is part of a stream graph, which runs until it is stopped.</summary>
    Stream,
}
