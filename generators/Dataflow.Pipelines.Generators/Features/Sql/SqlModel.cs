using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Sql;

/// <summary>Statements of SQL.</summary>
/// <param name="Statement">Their text.</param>
/// <param name="On">The property that is the database.</param>
/// <param name="Folder">The folder of the result file.</param>
/// <param name="Ledger">The table that records executions.</param>
/// <param name="ProgressRows">Rows after which the progress is logged; null for the default.</param>
/// <param name="RunSettings">Its settings.</param>
internal sealed record SqlModel(TextModel Statement, TextModel? On, TextModel? Folder, TextModel? Ledger, int? ProgressRows, RunSettings RunSettings)
    : RunPart(RunSettings);
