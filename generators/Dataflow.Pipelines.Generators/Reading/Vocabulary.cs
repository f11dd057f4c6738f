namespace Dataflow.Pipelines.Generators.Reading;

/// <summary>Metadata names of the library's namespaces, attributes and entry class.</summary>
internal static class Vocabulary
{
    public const string Namespace = "Dataflow.Pipelines";
    public const string Connectors = Namespace + ".Connectors";
    public const string PipelineAttribute = Namespace + ".PipelineAttribute";
    public const string RecordAttribute = Namespace + ".RecordAttribute";

    public const string Control = Namespace + ".Control";
    public const string Database = "SqlDatabase";
    public const string ProcessTask = "ProcessTask";
    public const string SqlTask = "SqlTask";
    public const string Approval = "Approval";

    /// <summary>The types of partial properties that are nodes; most are generic in the record.</summary>
    public static readonly string[] NodeTypes = ["Stream", ProcessTask, SqlTask, Approval];

    /// <summary>The command line of a program without a Main; in a separate package.</summary>
    public const string Program = Namespace + ".Hosting.PipelineProgram";

    /// <summary>The control plane; in a separate package.</summary>
    public const string ControlGraph = Namespace + ".CodeGeneration.ControlGraph";

    /// <summary>The writer of Parquet files; in a separate package.</summary>
    public const string RowFile = Namespace + ".Parquet.ParquetRowFile";
}
