using Dataflow.Pipelines.Testing.Tests.Sinks;

namespace Dataflow.Pipelines.Testing.Tests.Sources;

/// <summary>A pipeline with two connectors of the test.</summary>
[Pipeline("ledger_lines")]
internal sealed partial class LedgerLines(Ledger ledger, DirectoryInfo folder)
{
    [Source, Watermark(nameof(Entry.BookedAt))]
    public LedgerPages Pages => new(ledger) { Ends = true };

    [Rejected(nameof(Pages))]
    public partial Stream<DeadLetter> Wrong { get; }

    [Sink(From = nameof(Pages))]
    public LinesFolder<Entry> Lines => new(folder.FullName);

    [Sink(From = nameof(Wrong))]
    public LinesFolder<DeadLetter> Errors => new(Path.Combine(folder.FullName, "errors"));
}
