namespace Dataflow.Pipelines.Generators.Tests.OddClasses;

/// <summary>Sources of sound pipelines that a case changes in one place.</summary>
internal static class OddPipeline
{
    public const string Record = "[Record] public readonly partial record struct R(int X, string Key, DateTimeOffset At);\n";

    // Full names: a case may have a type of the same name.
    private const string Stream = "global::Dataflow.Pipelines.Stream";
    private const string DeadLetter = "global::Dataflow.Pipelines.DeadLetter";

    /// <summary>A pipeline over records of a type, with a source, its rejects, a filter and a sink.</summary>
    /// <param name="record">Name of the record type.</param>
    /// <param name="node">Name of the filter.</param>
    /// <param name="more">Further members.</param>
    public static string Members(string record = "R", string node = "Wanted", string more = "") => $$"""
        {
            [Source, Watermark("At")] public KafkaSource<{{record}}> Events => new("a", "b");
            [Rejected(nameof(Events))] public partial {{Stream}}<{{DeadLetter}}> Bad { get; }
            [Operator(From = nameof(Events))] public bool {{node}}(in {{record}} odd) => true;
            [Deduplicate(From = "{{node.TrimStart('@')}}", Within = "5m"), KeyBy("Key")] public partial {{Stream}}<{{record}}> Distinct { get; }
            [Sample(From = nameof(Distinct), Every = 2), KeyBy("Key")] public partial {{Stream}}<{{record}}> Some { get; }
            [Sink(From = nameof(Some))] public ParquetSink<{{record}}> Lake => new("c");
            [Sink(From = nameof(Bad))] public ParquetSink<{{DeadLetter}}> Letters => new("d");
            {{more}}
        }

        """;

    /// <summary>A pipeline class with another head.</summary>
    public static string Headed(string head, string more = "") => "[Pipeline(\"odd\")] " + head + "\n" + Members(more: more);

    /// <summary>A pipeline with further members.</summary>
    public static string With(string more) => Record + Headed("public sealed partial class P", more);
}
