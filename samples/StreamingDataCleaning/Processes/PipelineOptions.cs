namespace StreamingDataCleaning.Processes;

/// <summary>The options for the start of the sample's pipeline.</summary>
public sealed record PipelineOptions
{
    /// <summary>Address of the broker.</summary>
    public required string Kafka { get; init; }

    /// <summary>The topic that it reads.</summary>
    public required string Topic { get; init; }

    /// <summary>Its window, as in 10s.</summary>
    public required string Window { get; init; }

    /// <summary>Longest time between two commits.</summary>
    public string CheckpointInterval { get; init; } = "5s";

    /// <summary>How often it reports.</summary>
    public string StatusInterval { get; init; } = "1s";

    /// <summary>Folder for its lake, state and logs.</summary>
    public required string Directory { get; init; }

    /// <summary>The lake.</summary>
    public string Lake => Path.Combine(Directory, "lake");

    /// <summary>The checkpoints.</summary>
    public string State => Path.Combine(Directory, "state");
}
