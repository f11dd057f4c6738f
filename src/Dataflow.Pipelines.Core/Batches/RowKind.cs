namespace Dataflow.Pipelines;

/// <summary>What a record does to the result that its stream describes. A stream without this column has only inserts.</summary>
public enum RowKind : byte
{
    /// <summary>The record is a new row.</summary>
    Insert,

    /// <summary>The record is a row as it was before an update; the updated row follows.</summary>
    UpdateBefore,

    /// <summary>The record is a row as it is after an update.</summary>
    UpdateAfter,

    /// <summary>The row is deleted.</summary>
    Delete,
}
