using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>DFP2025: the record that a format whose messages are one value requires.</summary>
public sealed class WholeFormatTests
{
    private const string Types = """
        [Record] public readonly partial record struct Line(string Text);
        [Record] public readonly partial record struct Maybe(string? Text);
        [Record] public readonly partial record struct Blob(byte[] Bytes);
        [Record] public readonly partial record struct Block(ReadOnlyMemory<byte> Bytes);
        [Record] public readonly partial record struct Numbered(int Number, string Text);
        [Record] public readonly partial record struct Number(int Value);

        public interface IMessages<T, TFormat> : Dataflow.Pipelines.Connectors.IMessageSource<T, TFormat>
            where T : struct, IRecord<T>
            where TFormat : struct, IRecordFormat<T>;

        public abstract class FormatSink<T, TFormat> : Dataflow.Pipelines.Connectors.ISink<T>
            where T : struct, IRecord<T>
            where TFormat : struct, IRecordFormat<T>
        {
            public ValueTask<Dataflow.Pipelines.Connectors.ISinkWriter<T>> OpenAsync(Dataflow.Pipelines.Connectors.SinkContext context, CancellationToken cancellationToken) => throw new NotSupportedException();

            public ValueTask<Dataflow.Pipelines.Connectors.ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
        }

        public abstract class TextSink<T> : FormatSink<T, TextFormat<T>>
            where T : struct, IRecord<T>;

        """;

    [Theory]
    [InlineData("IMessages<Numbered, TextFormat<Numbered>>", "TextFormat", "Numbered", "Number (int), Text (string)", "'string'")]
    [InlineData("IMessages<Numbered, BytesFormat<Numbered>>", "BytesFormat", "Numbered", "Number (int), Text (string)", "'byte[]' or 'ReadOnlyMemory<byte>'")]
    [InlineData("IMessages<Number, TextFormat<Number>>", "TextFormat", "Number", "Value (int)", "'string'")]
    [InlineData("IMessages<Blob, TextFormat<Blob>>", "TextFormat", "Blob", "Bytes (byte[])", "'string'")]
    [InlineData("IMessages<Line, BytesFormat<Line>>", "BytesFormat", "Line", "Text (string)", "'byte[]' or 'ReadOnlyMemory<byte>'")]
    public Task A_source_whose_record_is_not_the_one_value(string type, string format, string record, string members, string wanted) => Expect.InSourceAsync(
        "DFP2025",
        Source($"⟦{type}⟧", record),
        $"A message of {format} is one value, and '{record}' has {members}: give it one member of type {wanted}, or take another format for 'Read'");

    [Theory]
    [InlineData("FormatSink<Numbered, BytesFormat<Numbered>>", "BytesFormat", "'byte[]' or 'ReadOnlyMemory<byte>'")]
    [InlineData("TextSink<Numbered>", "TextFormat", "'string'")]
    public Task A_sink_whose_record_is_not_the_one_value(string type, string format, string wanted) => Expect.InSourceAsync(
        "DFP2025",
        Types + $$"""
        [Pipeline("p")] public partial class P
        {
            [Source] public KafkaSource<Numbered> Read => new("a", "b");
            [Rejected(nameof(Read))] public partial Stream<DeadLetter> Broken { get; }
            [Sink(From = nameof(Read))] public ⟦{{type}}⟧ Written => throw new NotSupportedException();
        }
        """,
        $"A message of {format} is one value, and 'Numbered' has Number (int), Text (string): give it one member of type {wanted}, or take another format for 'Written'");

    [Theory]
    [InlineData("IMessages<Line, TextFormat<Line>>", "Line")]
    [InlineData("IMessages<Maybe, TextFormat<Maybe>>", "Maybe")]
    [InlineData("IMessages<Blob, BytesFormat<Blob>>", "Blob")]
    [InlineData("IMessages<Block, BytesFormat<Block>>", "Block")]
    [InlineData("IMessages<Numbered, CsvFormat<Numbered>>", "Numbered")]
    public Task A_record_that_is_the_one_value_or_a_format_of_fields(string type, string record) =>
        Expect.NothingInSourceAsync(Source(type, record));

    private static string Source(string type, string record) => Types + $$"""
        [Pipeline("p")] public partial class P
        {
            [Source] public {{type}} Read => throw new NotSupportedException();
            [Rejected(nameof(Read))] public partial Stream<DeadLetter> Broken { get; }
            [Sink(From = nameof(Read))] public ParquetSink<{{record}}> Lake => new("c");
        }
        """;
}
