using Dataflow.Pipelines.Generators.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Tests.Incremental;

/// <summary>The steps that the generator repeats after an edit.</summary>
public sealed class CachingTests
{
    private static readonly string[] Outputs = [TrackingNames.RecordOutput, TrackingNames.PipelineOutput, TrackingNames.EntryOutput];

    private static readonly string Second = Sources.Cleaning.Replace("StreamingDataCleaning", "Other", StringComparison.Ordinal).Replace("namespace Samples", "namespace Others", StringComparison.Ordinal);

    [Fact]
    public void An_unrelated_edit_leaves_every_step_as_it_was() =>
        Assert.Empty(ChangedBy("class Unrelated;", "class Unrelated { int Edited() => 5; }"));

    [Fact]
    public void An_edit_in_a_body_leaves_every_output_as_it_was() =>
        Assert.Empty(ChangedBy(Sources.Cleaning, Sources.Cleaning.Replace("EventId.Length: > 0", "EventId.Length: > 1", StringComparison.Ordinal)));

    [Fact]
    public void A_moved_comment_leaves_every_output_as_it_was() =>
        Assert.Empty(ChangedBy(Sources.Cleaning, Sources.Cleaning.Replace("[Pipeline(", "// a comment\n\n// another\n[Pipeline(", StringComparison.Ordinal)));

    [Fact]
    public void An_edit_of_a_connector_leaves_every_output_as_it_was() =>
        Assert.Empty(ChangedBy(Sources.Cleaning, Sources.Cleaning.Replace("\"raw_events_dlq\"", "\"elsewhere\"", StringComparison.Ordinal)));

    [Fact]
    public void An_edit_of_a_signature_changes_one_output() =>
        Assert.Equal(
            ["Samples.StreamingDataCleaning.Pipeline.g.cs"],
            ChangedBy(Sources.Cleaning, Sources.Cleaning.Replace("NotATestUser(in CleanEvent e)", "NotATestUser(CleanEvent e)", StringComparison.Ordinal)));

    [Fact]
    public void An_edit_of_a_record_changes_its_own_output() =>
        Assert.Equal(
            ["Samples.RawEvent.Record.g.cs"],
            ChangedBy(Sources.Cleaning, Sources.Cleaning.Replace("RawEvent(string EventId", "RawEvent(int Version, string EventId", StringComparison.Ordinal)));

    [Fact]
    public void An_edit_in_a_task_leaves_every_output_as_it_was() =>
        Assert.Empty(ChangedBy(NightlySource.Text, NightlySource.Text.Replace("items.Rows", "(items.Rows + 1)", StringComparison.Ordinal)));

    [Fact]
    public void An_edit_of_a_trigger_changes_one_output() =>
        Assert.Equal(
            ["Shop.NightlyFeatures.Pipeline.g.cs"],
            ChangedBy(NightlySource.Text, NightlySource.Text.Replace("missing > 10", "missing > 11", StringComparison.Ordinal)));

    [Fact]
    public void Another_pipeline_leaves_the_rest_as_it_was() =>
        Assert.All(ChangedBy("// nothing", Second), file => Assert.StartsWith("Others.", file, StringComparison.Ordinal));

    /// <summary>Files that are new or not cached after an edit of one source.</summary>
    private static List<string> ChangedBy(string before, string after)
    {
        var others = new[] { Sources.Cleaning, Sources.Connectors }.Where(source => source != before);
        var tree = Compiler.Parse(before, "Edited.cs");
        var compilation = Compiler.Compile([.. others]).AddSyntaxTrees(tree);
        var driver = Compiler.Driver().RunGenerators(compilation);
        var old = Files(driver);

        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(after))));
        var run = driver.GetRunResult().Results.Single();
        var reasons = Outputs
            .SelectMany(name => run.TrackedSteps.TryGetValue(name, out var steps) ? steps : [])
            .SelectMany(step => step.Outputs)
            .Select(output => output.Reason)
            .ToList();
        var changed = Files(driver).Where(file => !old.TryGetValue(file.Key, out var text) || text != file.Value).Select(file => file.Key).Order(StringComparer.Ordinal).ToList();

        // Not only the text is checked: if no text changed, no step that feeds an output may have another result.
        var modified = reasons.Count(reason => reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New);
        Assert.True(changed.Count > 0 || modified == 0, $"{modified} outputs were created again with the same text");
        return changed;
    }

    private static Dictionary<string, string> Files(GeneratorDriver driver) =>
        driver.GetRunResult().Results.Single().GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString());
}
