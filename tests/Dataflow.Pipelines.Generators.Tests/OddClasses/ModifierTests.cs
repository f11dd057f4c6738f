namespace Dataflow.Pipelines.Generators.Tests.OddClasses;

/// <summary>Odd heads of pipeline classes and records: modifiers, constructors, bases, several parts.</summary>
public sealed class ModifierTests
{
    private static readonly (string Text, string? Expected)[] Pipelines =
    [
        ("public sealed partial class P", ""),
        ("public partial class P", ""),
        ("public unsafe sealed partial class P", ""),
        ("public sealed partial record P", ""),
        ("public partial record class P", ""),
        ("partial class P", ""),
        ("public sealed class P", "CS0260 DFP0001"),
        ("public sealed record P", "CS0260 DFP0001"),
        ("public abstract partial class P", "DFP0003"),
        ("public abstract class P", "CS0260 DFP0001 DFP0003"),
        ("public sealed partial class P<T>", "DFP0003"),
        ("public sealed partial class P<T> where T : struct, IRecord<T>", "DFP0003"),
        ("public partial record P<T, U> where T : new()", "DFP0003"),
        ("public sealed class P<T>", "CS0260 DFP0001 DFP0003"),
        ("public abstract partial class P<T>", "DFP0003"),
        ("file sealed partial class P", "CS9248 DFP0022"),
        ("file sealed class P", "CS0751 CS9248 DFP0001 DFP0022"),
        ("public static partial class P", null),
        ("public readonly partial class P", null),
        ("private partial class P", null),
        ("public new sealed partial class P", null),
        ("public partial struct P", null),
        ("public readonly ref partial struct P", null),
        ("public partial interface P", null),
        ("public sealed partial class P : IDisposable", null),
        ("public sealed partial class P : Nowhere", null),
        ("public sealed partial class P : P", null),
        ("public sealed partial class P : System.Text.StringBuilder", null),
        ("public sealed partial class P : System.Collections.Generic.List<int>", ""),
        ("public sealed partial class P : System.Attribute", ""),
        ("public sealed partial class P : System.Exception", ""),
        ("[Obsolete] public sealed partial class P", ""),
        ("[Obsolete(\"gone\", true)] public sealed partial class P", ""),
        ("[System.CLSCompliant(false)] public sealed partial class P", null),
        ("[Record] public sealed partial class P", null),
        ("[Pipeline(\"again\")] public sealed partial class P", null),
        ("public sealed partial class P()", ""),
        ("public sealed partial class P(System.Text.StringBuilder builder)", null),
        ("public sealed partial class P(System.Text.StringBuilder? inputs = null, IServiceProvider? services = null)", null),
    ];

    private static readonly (string Text, string? Expected)[] Constructors =
    [
        ("public P() { }", ""),
        ("private P() { }", ""),
        ("protected P(IServiceProvider services) { }", "CS0628"),
        ("private P(Hidden hidden) { } private sealed class Hidden;", ""),
        ("public P(Hidden hidden) { } private sealed class Hidden;", null),
        ("static P() { }", ""),
        ("public P(int number) { }", "DFP2022"),
        ("public P(ref IServiceProvider services) { }", "DFP2023"),
        ("public P(out IServiceProvider services) { services = null!; }", "DFP2023"),
        ("public P(in IServiceProvider services) { }", null),
        ("public P(params IServiceProvider[] services) { }", ""),
        ("public P(ReadOnlySpan<char> services) { }", "DFP2023"),
        ("public unsafe P(int* services) { }", "DFP2023"),
        ("public unsafe P(delegate*<int, void> services) { }", "DFP2023"),
        ("public P(dynamic services) { }", ""),
        ("public P((int, string) services) { }", null),
        ("public P(Nowhere services) { }", null),
        ("public P(IServiceProvider @class, IServiceProvider inputs, IServiceProvider values, IServiceProvider services) { }", ""),
        ("public P(IServiceProvider a) { } public P(IServiceProvider a, IComparable b) { } public P() { }", ""),
        ("public P(P other) { }", ""),
        ("~P() { }", ""),
        ("[System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public P() { Needed = \"\"; } public required string Needed { get; init; }", null),
        ("public P() { Needed = \"\"; } public required string Needed { get; init; }", "DFP0023"),
    ];

    private static readonly (string Text, string? Expected)[] Bases =
    [
        ("public class Base { public int Inputs => 1; public int EventsBlock => 1; public int DistinctKey => 2; }", ""),
        ("public class Base { public class Inputs; protected class EventsBlock; }", ""),
        ("public class Base { public required string Needed { get; init; } }", "DFP0023"),
        ("public class Base { public required string Needed; }", "DFP0023"),
        ("public abstract class Base { public abstract Stream<DeadLetter> Bad { get; } }", null),
        ("public class Base { public virtual bool Wanted(in R r) => true; }", null),
        ("public class Base { public string Name { get; set; } = \"\"; public int Number { get; init; } }", null),
        ("public class Base { protected Base() { } }", ""),
        ("public class Base { public Base(string needed) { } }", null),
        ("[Pipeline(\"base\")] public partial class Base { [Source] public KafkaSource<R> Events => new(\"\", \"\"); [Rejected(nameof(Events))] public partial Stream<DeadLetter> Bad { get; } [Sink(From = nameof(Events))] public ParquetSink<R> Lake => new(\"\"); [Sink(From = nameof(Bad))] public ParquetSink<DeadLetter> Letters => new(\"\"); }", null),
    ];

    private static readonly (string Text, string? Expected)[] Records =
    [
        ("public readonly partial record struct R(int X);", ""),
        ("public readonly unsafe partial record struct R(int X);", ""),
        ("readonly partial record struct R(int X);", ""),
        ("public readonly partial record struct R;", ""),
        ("public readonly partial record struct R { }", ""),
        ("public readonly partial record struct R<T>(int X);", ""),
        ("public readonly partial record struct R<T, @class>(int X) where T : class where @class : struct;", ""),
        ("public readonly partial record struct R<T>(T X);", "DFP2001"),
        ("public readonly partial record struct R<TColumns>(int X);", null),
        ("public readonly partial record struct R<TFields>(int X);", null),
        ("public readonly record struct R(int X);", "CS0260 DFP0002"),
        ("public partial record struct R(int X);", "DFP0002"),
        ("public readonly partial struct R { public int X { get; init; } }", "DFP0002"),
        ("public struct R { public int X { get; init; } }", "CS0260 DFP0002"),
        ("public record struct R(int X);", "CS0260 DFP0002"),
        ("public readonly ref partial struct R { public int X { get; init; } }", "DFP0002"),
        ("public ref struct R { public int X { get; init; } }", "DFP0002"),
        ("file readonly partial record struct R(int X);", "DFP0022"),
        ("public partial record R(int X);", null),
        ("public partial class R;", null),
        ("public enum R { A }", null),
        ("public abstract partial record struct R(int X);", null),
        ("public static partial record struct R(int X);", null),
        ("[Obsolete] public readonly partial record struct R(int X);", ""),
        ("[Record] public readonly partial record struct R(int X);", null),
        ("[Pipeline(\"p\")] public readonly partial record struct R(int X);", null),
        ("public readonly partial record struct R(int X) : IRecord<R>;", ""),
        ("public readonly partial record struct R(int X) : IComparable<R>, IDisposable { public int CompareTo(R other) => 0; public void Dispose() { } }", ""),
        ("public readonly partial record struct R(int X); public readonly partial record struct R { public int Y { get; init; } }", ""),
        ("public readonly partial record struct R(int X); public partial record struct R { public string? Y => null; }", ""),
        ("public readonly partial record struct R(int X); public record struct R { }", null),
        ("public readonly partial record struct R(int X); public readonly partial record struct R(int Y);", null),
    ];

    private static readonly (string Text, string? Expected)[] Unmarked =
    [
        ("public readonly partial record struct R(int X, string Key, DateTimeOffset At);", "DFP2002"),
        ("public partial struct R { public int X { get; init; } public string Key { get; init; } public DateTimeOffset At { get; init; } }", "DFP2002"),
        ("internal static class Place; public readonly partial record struct R(int X, string Key, DateTimeOffset At); [Record] public readonly partial record struct Q(int X);", "DFP2002"),
    ];

    private static readonly string[] NeverRecords =
    [
        "public readonly record struct R(int X, string Key, DateTimeOffset At);",
        "public record R(int X, string Key, DateTimeOffset At);",
        "public enum R { X }",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("[Input] public int Number { get; init; }\n [Input] public required string Text { get; init; }")]
    public Task A_pipeline(string inputs) => Odd.CheckAsync(Pipelines.Select(row => new OddCase(row.Text, "namespace Odd;\n" + OddPipeline.Record + OddPipeline.Headed(row.Text, inputs), row.Expected)));

    [Theory]
    [InlineData("")]
    [InlineData(" [Input] public int Number { get; init; }\n [Input] public required string Text { get; init; }")]
    public Task A_constructor(string inputs) => Odd.CheckAsync(Constructors.Select(row => new OddCase(row.Text, "namespace Odd;\n" + OddPipeline.With(row.Text + inputs), row.Expected)));

    [Theory]
    [InlineData("")]
    [InlineData("[Input] public int Count { get; init; }")]
    public Task A_base_class(string inputs) => Odd.CheckAsync(Bases.Select(row => new OddCase(
        row.Text, "namespace Odd;\n" + row.Text + OddPipeline.Record + OddPipeline.Headed("public sealed partial class P : Base", inputs), row.Expected)));

    [Fact]
    public Task A_record() => Odd.CheckAsync(Records.Select(static row => new OddCase(row.Text, "namespace Odd;\n[Record] " + row.Text, row.Expected)));

    [Fact]
    public Task A_stream_type_without_the_attribute() => Odd.CheckAsync(Unmarked.Select(static row => new OddCase(
        row.Text, "namespace Odd;\n" + row.Text + "\n" + OddPipeline.Headed("public sealed partial class P"), row.Expected)));

    // A type that is not a partial struct cannot get the generated part that a stream's type requires: the compiler reports that too, at each use.
    [Fact]
    public Task A_stream_type_that_cannot_be_one() => Odd.CheckAsync(NeverRecords.Select(static text => new OddCase(
        text, "namespace Odd;\n" + text + "\n" + OddPipeline.Headed("public sealed partial class P"), "+DFP2002")));
}
