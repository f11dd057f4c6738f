namespace Dataflow.Pipelines.Generators.Records;

/// <summary>What a member of an output takes of the result of a node, by its attribute of that name.</summary>
internal enum MemberRole
{
    /// <summary>A value.</summary>
    None,

    /// <summary>The number of rows.</summary>
    RowCount,

    /// <summary>The name of a table with the rows.</summary>
    ResultTable,

    /// <summary>The path of a file with the rows.</summary>
    ResultFile,

    /// <summary>Whether it was approved.</summary>
    Approved,
}
