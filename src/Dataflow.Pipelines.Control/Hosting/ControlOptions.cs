namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>What the options of a command line give.</summary>
internal sealed class ControlOptions
{
    /// <summary>The run store; null: the registered one, else a file in the state directory.</summary>
    public string? Store { get; set; }

    /// <summary>Path of the file with the keys of sensitive stored inputs; null: the environment.</summary>
    public string? ConfigKeyFile { get; set; }

    /// <summary>How long runs are kept, as text; null: as the environment says.</summary>
    public string? KeepRuns { get; set; }

    /// <summary>Whether the program executes one run and ends.</summary>
    public bool IsOnce { get; set; }
}
