using System.Globalization;
using Dataflow.Pipelines.Generators.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Tests.OddClasses;

/// <summary>A fault of the generator in one type: it is reported at the type, and the other types have their code.</summary>
public sealed class FaultTests
{
    private const string Source = """
        using Connectors;
        using Dataflow.Pipelines;
        namespace Odd;
        [Record] public readonly partial record struct Sound(int X);
        [Record] public readonly partial record struct Other(int X);
        [Pipeline("p")] public sealed partial class P
        {
            [Source] public KafkaSource<Sound> Events => new("a", "b");
            [Rejected(nameof(Events))] public partial Stream<DeadLetter> Bad { get; }
            [Sink(From = nameof(Events))] public ParquetSink<Sound> Lake => new("c");
            [Sink(From = nameof(Bad))] public ParquetSink<DeadLetter> Letters => new("d");
        }
        """;

    [Theory]
    [InlineData("parse", "Other", 1)]
    [InlineData("write", "Other", 0)]
    [InlineData("parse", "P", 1)]
    [InlineData("write", "P", 0)]
    public void A_fault_in_one_type_is_reported_at_it_and_leaves_the_others_their_code(string step, string type, int missing)
    {
        var driver = Compiler.Driver(new PipelineGenerator(name => Throw(name == $"{step} global::Odd.{type}")))
            .RunGeneratorsAndUpdateCompilation(Compiler.Compile(Source, Sources.Connectors), out var compilation, out var diagnostics);
        var run = driver.GetRunResult().Results.Single();
        Assert.Null(run.Exception);
        Assert.Equal(3 - missing, run.GeneratedSources.Length);

        var fault = Assert.Single(diagnostics);
        Assert.Equal("DFP0026", fault.Id);
        Assert.Equal(type, Source[fault.Location.SourceSpan.Start..fault.Location.SourceSpan.End]);
        Assert.Equal("Test.cs", fault.Location.GetLineSpan().Path);
        Assert.Contains($"'Odd.{type}' (InvalidTimeZoneException: odd)", fault.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);

        // If a stub could be written, DFP0026 is the only error.
        var errors = compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.Equal(step == "parse" && type == "P" ? ["CS9248"] : [], errors.Select(static error => error.Id));
    }

    private static void Throw(bool isDue)
    {
        if (isDue)
        {
            throw new InvalidTimeZoneException("odd");
        }
    }
}
