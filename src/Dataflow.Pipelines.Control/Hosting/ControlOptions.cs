namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>What the options of a command line give.</summary>
internal sealed class ControlOptions
{
    /// <summary>The run store; null: the registered one, else a file in the state directory.</summary>
    public string? Store { get; set; }

    /// <summary>Whether the program executes one run and ends.</summary>
    public bool IsOnce { get; set; }
}
