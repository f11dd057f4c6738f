namespace Dataflow.Pipelines.Generators.Tests.OddClasses;

/// <summary>Odd members of pipeline classes, with and without the attributes that make them nodes and inputs.</summary>
public sealed class MemberTests
{
    private static readonly (string Text, string? Expected)[] Inputs =
    [
        ("public string Text { get; init; }", "DFP0024"),
        ("public required string Text { get; init; }", ""),
        ("public string Text { get; init; } = \"\";", ""),
        ("public string? Text { get; init; }", ""),
        ("private string? Text { get; init; }", ""),
        ("internal int Number { get; private init; }", ""),
        ("public static string Text { get; set; } = \"\";", null),
        ("public static required string Text { get; set; }", null),
        ("public string Text { get; }", null),
        ("public string Text => \"\";", null),
        ("public string Text { get; set; } = \"\";", null),
        ("public string Text { init { } }", null),
        ("public string Text { get => \"\"; init { } }", ""),
        ("public string Text { get; init => field = value; } = \"\";", null),
        ("public string this[int index] { get => \"\"; init { } }", null),
        ("public partial string Text { get; init; }", null),
        ("public partial string Text { get; init; } public partial string Text { get => \"\"; init { } }", ""),
        ("public ref int Number => throw new NotSupportedException();", null),
        ("public Hidden Kind { get; init; } public enum Hidden { A, B }", ""),
        ("private Hidden Kind { get; init; } private enum Hidden { A, B }", ""),
        ("private Hidden? Kind { get; init; } private enum Hidden { A, B }", ""),
        ("private required Hidden Kind { get; init; } private enum Hidden { A, B }", null),
        ("public dynamic Anything { get; init; } = 5;", null),
        ("public Action Called { get; init; } = () => { };", null),
        ("public unsafe int* Pointer { get; init; }", null),
        ("public (int, int) Pair { get; init; }", null),
        ("public int[] Numbers { get; init; } = [];", null),
        ("public Nowhere Where { get; init; }", null),
        ("public Nullable<int> Number { get; init; }", ""),
        ("public virtual int Number { get; init; }", null),
        ("public abstract int Number { get; init; }", null),
        ("public override int Number { get; init; }", null),
        ("int IOdd.Number { get => 5; init { } }", null),
    ];

    private static readonly (string Text, string? Expected)[] Streams =
    [
        ("public partial Stream<R> A { get; }", ""),
        ("partial Stream<R> A { get; }", ""),
        ("private protected partial Stream<R> A { get; }", null),
        ("public virtual partial Stream<R> A { get; }", "CS0549 CS9248 DFP0014"),
        ("public new partial Stream<R> A { get; }", null),
        ("public unsafe partial Stream<R> A { get; }", ""),
        ("public required partial Stream<R> A { get; init; }", null),
        ("public partial Stream<R> A { get; init; }", "DFP0014"),
        ("public partial Stream<R> A { get; set; }", "DFP0014"),
        ("public partial Stream<R> A { get; private set; }", "DFP0014"),
        ("public partial Stream<R> A { private get; set; }", "DFP0014"),
        ("public partial Stream<R> A { set; }", "DFP0014"),
        ("public partial Stream<R> A { init; }", "DFP0014"),
        ("public partial Stream<R> A { get; } public partial Stream<R> A => new(\"mine\");", "DFP0014"),
        ("public partial Stream<R> A => new(\"mine\");", null),
        ("public static partial Stream<R> A { get; }", "DFP0014"),
        ("public partial Stream<R>? A { get; }", "DFP0014"),
        ("public partial ref Stream<R> A { get; }", null),
        ("public ref partial Stream<R> A { get; }", null),
        ("public partial Stream<Nowhere> A { get; }", null),
        ("public partial Nowhere A { get; }", null),
        ("public partial Nowhere<R> A { get; }", null),
        ("public partial Stream<R, R> A { get; }", null),
        ("public partial Stream<> A { get; }", null),
        ("public partial Stream<int> A { get; }", "+DFP2002"),
        ("public partial Stream<string> A { get; }", "+DFP2002"),
        ("public partial Stream<R[]> A { get; }", "+DFP2002"),
        ("public partial int A { get; }", "DFP0014"),
        ("public partial string A { get; }", "DFP0014"),
        ("public partial dynamic A { get; }", "DFP0014"),
        ("public partial (int X, string? Y) A { get; }", "DFP0014"),
        ("public partial object? A { get; }", "DFP0014"),
        ("public partial System.Collections.Generic.List<string?> A { get; }", "DFP0014"),
        ("public unsafe partial int* A { get; }", "DFP0014"),
        ("public unsafe partial delegate*<int, void> A { get; }", "DFP0014"),
        ("public partial int this[int index] { get; }", "CS9248 DFP0014"),
        ("public partial Stream<R> this[int index] { get; }", "CS9248 DFP0014"),
        ("public Stream<R> A { get; }", "DFP0014"),
        ("public Stream<R> A;", null),
        ("public partial Stream<R> A();", null),
        ("public event Action A;", null),
        ("partial Stream<R> IOdd.A { get; }", null),
        ("public extern partial Stream<R> A { get; }", null),
        ("public partial Stream<R> P { get; }", null),
        ("public partial Stream<R> Events { get; }", null),
        ("public partial Stream<R> { get; }", null),
    ];

    private static readonly (string Text, string? Expected)[] Operators =
    [
        ("public bool A(in R r) => true;", ""),
        ("private static bool A(R r) => true;", ""),
        ("public bool A(in R @class) => true;", ""),
        ("public bool A(in R r = default) => true;", ""),
        ("public bool A(ref readonly R r) => true;", ""),
        ("public virtual bool A(in R r) => true;", null),
        ("public unsafe bool A(in R r) => true;", ""),
        ("public partial bool A(in R r); public partial bool A(in R r) => true;", ""),
        ("public partial bool A(in R r);", "CS8795 DFP0009"),
        ("public static extern bool A(in R r);", null),
        ("public bool A<T>(in T r) => true;", null),
        ("public bool A<T>(in R r) => true;", "DFP2008"),
        ("public bool A(ref R r) => true;", null),
        ("public bool A(out R r) { r = default; return true; }", null),
        ("public bool A(params R[] r) => true;", null),
        ("public bool A(params ReadOnlySpan<R> r) => true;", null),
        ("public bool A(in R r, int more) => true;", "DFP2007"),
        ("public bool A(in R r, params int[] more) => true;", "DFP2007"),
        ("public bool A() => true;", "DFP2008"),
        ("public async void A(R r) => await Task.Yield();", "DFP2008"),
        ("public async Task<bool> A(R r) { await Task.Yield(); return true; }", null),
        ("public System.Collections.Generic.IEnumerable<R> A(R r) { yield return r; }", "DFP2008"),
        ("public async System.Collections.Generic.IAsyncEnumerable<R> A(R r) { await Task.Yield(); yield return r; }", "DFP2008"),
        ("public ref bool A(in R r) => throw new NotSupportedException();", null),
        ("public ref readonly bool A(in R r) => throw new NotSupportedException();", null),
        ("public unsafe bool* A(in R r) => null;", "DFP2008"),
        ("public dynamic A(in R r) => true;", "DFP2008"),
        ("public (R, R) A(in R r) => (r, r);", "DFP2008"),
        ("public bool? A(in R r) => true;", null),
        ("public Nowhere A(in R r) => null!;", null),
        ("public bool A(in Nowhere r) => true;", null),
        ("public bool A(in R? r) => true;", null),
        ("public bool A(in object r) => true;", null),
        ("public bool A(in dynamic r) => true;", null),
        ("public unsafe bool A(R* r) => true;", null),
        ("public Func<R, bool> A => r => true;", "CS0592 DFP0014"),
        ("public Func<R, bool> A { get; } = r => true;", "CS0592 DFP0014"),
        ("public Predicate<R> A { get; init; } = r => true;", "CS0592 DFP0014"),
        ("public static Func<R, bool> A => r => true;", "CS0592 DFP0014"),
        ("public partial Func<R, bool> A { get; }", "CS0592 DFP0014"),
        ("public Func<R, bool> A = r => true;", null),
        ("public delegate bool A(in R r);", null),
        ("public bool A => true;", "CS0592 DFP0014"),
        ("public bool this[R r] => true;", "CS0592 DFP0014"),
        ("public event Func<R, bool>? A;", null),
        ("public class A;", null),
        ("public P(in R r) { }", null),
        ("~P() { }", "DFP0014"),
        ("public static bool operator !(P p) => true;", "DFP0014"),
        ("public static implicit operator bool(P p) => true;", "DFP0014"),
        ("bool IOdd.A(in R r) => true;", null),
        ("public static bool P(in R r) => true;", null),
        ("public static bool Wanted(in DeadLetter r) => true;", null),
        ("public bool ToString(in R r) => true;", ""),
        ("public bool (in R r) => true;", null),
    ];

    private static readonly (string Text, string? Expected)[] Processes =
    [
        ("public partial ProcessTask A { get; }", ""),
        ("public partial ProcessTask<R> A { get; }", ""),
        ("partial ProcessTask<R> A { get; }", ""),
        ("public partial ProcessTask? A { get; }", "DFP0014"),
        ("public partial ProcessTask<R>? A { get; }", "DFP0014"),
        ("public static partial ProcessTask A { get; }", "DFP0014"),
        ("public partial ProcessTask A { get; init; }", "DFP0014"),
        ("public partial ProcessTask A { get; } public partial ProcessTask A => new(\"mine\");", "DFP0014"),
        ("public partial ProcessTask<int> A { get; }", "+DFP2002"),
        ("public partial ProcessTask<Nowhere> A { get; }", null),
        ("public partial ProcessTask<> A { get; }", null),
        ("public partial ProcessTask<R, R> A { get; }", null),
        ("public partial Stream<R> A { get; }", "DFP0014"),
        ("public partial int A { get; }", "DFP0014"),
        ("public partial Nowhere A { get; }", null),
        ("public ProcessTask A => default;", "DFP0014"),
        ("public ProcessTask A() => default;", null),
        ("public ProcessTask A;", null),
    ];

    private static readonly string[] Accessors =
    [
        "public int Number { [Operator(From = nameof(Distinct))] get => 5; }",
        "public int Number { get => 5; [Operator(From = nameof(Distinct))] set { } }",
        "public event Action Custom { [Operator(From = nameof(Distinct))] add { } remove { } }",
        "public bool this[R r] { [Operator(From = nameof(Distinct))] get => true; }",
        "public int Number { [OnTimer(nameof(Wanted))] get => 5; }",
        "[OnTimer(nameof(Wanted))] ~P() { }",
    ];

    private static readonly (string Text, string? Expected)[] SourceNodes =
    [
        ("public KafkaSource<R> A => new(\"\", \"\");", ""),
        ("public KafkaSource<R> A { get; } = new(\"\", \"\");", ""),
        ("private KafkaSource<R> A => new(\"\", \"\");", ""),
        ("public static KafkaSource<R> A => new(\"\", \"\");", "DFP0014"),
        ("public partial KafkaSource<R> A { get; }", "DFP0014"),
        ("public KafkaSource<R>? A => null;", "DFP0014"),
        ("public KafkaSource<R> A { set { } }", "DFP0014"),
        ("public Func<KafkaSource<R>> A => () => new(\"\", \"\");", "DFP2011"),
        ("public KafkaSource<R> this[int i] => new(\"\", \"\");", "DFP0014"),
        ("public ref KafkaSource<R> A => throw new NotSupportedException();", null),
        ("public dynamic A => 5;", "DFP2011"),
        ("public object A => 5;", "DFP2011"),
        ("public Nowhere<R> A => null!;", null),
        ("public KafkaSource<Nowhere> A => null!;", null),
        ("public KafkaSource<int> A => null!;", "+DFP2002"),
        ("public Dataflow.Pipelines.Connectors.ISource<R> A => new KafkaSource<R>(\"\", \"\");", "DFP2024"),
        ("public Dataflow.Pipelines.Connectors.IMessageSource<R, JsonFormat<R>> A => new KafkaSource<R>(\"\", \"\");", ""),
        ("public Dataflow.Pipelines.Connectors.IRecordSource<R> A => throw new NotSupportedException();", ""),
        ("public Twice<R> A => throw new NotSupportedException();", "DFP2024"),
        ("public KafkaSource<R> A() => new(\"\", \"\");", null),
        ("public KafkaSource<R> A = new(\"\", \"\");", null),
    ];

    private static readonly string[] Plain =
    [
        "public const int Five = 5;",
        "private readonly int field = 5; public int Read => field;",
        "public static int Shared;",
        "public int Number { get; set; }",
        "public int Computed => 5;",
        "public int this[int index] => index;",
        "public event Action? Changed;",
        "public event Action Custom { add { } remove { } }",
        "public delegate void Called(int number);",
        "public static P operator +(P left, P right) => left;",
        "public static implicit operator int(P pipeline) => 5;",
        "public static bool operator true(P pipeline) => true; public static bool operator false(P pipeline) => false;",
        "public class Nested; public struct Inner; public interface INested; public enum Kind { A } public record Recorded(int X);",
        "public void Generic<T>(ref T a, out T b, params T[] c) { b = a; }",
        "public async void Forget() => await Task.Yield();",
        "public System.Collections.Generic.IEnumerable<int> Iterate() { yield return 1; }",
        "public partial int Own(); public partial int Own() => 5;",
        "partial void Hook();",
        "public partial int Size { get; } public partial int Size => 5;",
        "public unsafe int* Pointer => null;",
        "public unsafe delegate*<int, void> Function => null;",
        "public dynamic Dynamic => 5;",
        "public (int A, string B) Pair => (1, \"\");",
        "public ref int Reference => ref Shared_[0]; private static readonly int[] Shared_ = new int[1];",
        "public ReadOnlySpan<char> Span => default;",
        "public override string ToString() => \"\"; public override int GetHashCode() => 5; public override bool Equals(object? other) => false;",
        "public new string GetType() => \"\";",
        "private sealed class Inputs; private sealed class EventsBlock; private int DistinctKey; private void Build() { } private static int Descriptor => 5;",
        "public required int Needed { get; init; }",
        "public required int Needed;",
        "public string Text { get; set; }",
        "private string text;",
        "public event Action Raised;",
        "extern static void Outside();",
        "[System.Runtime.InteropServices.DllImport(\"none\")] private static extern void Outside();",
        "public int TryReadJson() => 5; public int WriteJson => 5; public int Schema => 5; public int TryReadFields => 5; public void WriteFields<T>() {}",
        "#if NEVER\n public int Hidden => \n#endif\n",
        "#region odd\n public int Shown => 5;\n#endregion\n",
        "/// <summary>Odd.</summary>\n public int Documented => 5;",
    ];

    [Theory]
    [InlineData("")]
    [InlineData(" [Input] public required string Needed__ { get; init; } [Input] public int Number__ { get; init; }")]
    public Task A_member_without_our_attributes(string inputs) => Odd.CheckAsync(Plain.Select(member => new OddCase(
        member,
        "namespace Odd;\n" + OddPipeline.With(member + inputs),
        member.StartsWith("public required int Needed", StringComparison.Ordinal) ? "DFP0023"
        : inputs.Length > 0 && member is "public string Text { get; set; }" or "private string text;" or "public event Action Raised;" ? "DFP0024"
        : null)));

    [Fact]
    public Task An_input() => Odd.CheckAsync(Inputs.Select(static row => new OddCase(row.Text, "namespace Odd;\n" + OddPipeline.With("[Input] " + row.Text), row.Expected)));

    [Fact]
    public Task A_stream() => Odd.CheckAsync(Streams.Select(static row => new OddCase(
        row.Text,
        "namespace Odd;\n" + OddPipeline.With("[Union(nameof(Distinct))] " + row.Text + (row.Expected == "" ? " [Sink(From = nameof(A))] public ParquetSink<R> Taken => new(\"\");" : "")),
        row.Expected)));

    [Fact]
    public Task A_process() => Odd.CheckAsync(Processes.Select(static row => new OddCase(
        row.Text, "namespace Odd;\n" + OddPipeline.With("[Process(\"true\"), StartWhen(\"event:pipeline.started\")] " + row.Text), row.Expected)));

    [Fact]
    public Task An_operator() => Odd.CheckAsync(Operators.Select(static row => new OddCase(
        row.Text,
        "namespace Odd;\npublic interface IOdd { bool A(in R r); }\n" + OddPipeline.With("[Operator(From = nameof(Distinct))] " + row.Text + (row.Expected == "" ? $" [Sink(From = \"{(row.Text.Contains("ToString", StringComparison.Ordinal) ? "ToString" : "A")}\")] public ParquetSink<R> Taken => new(\"\");" : "")),
        row.Expected)));

    [Fact]
    public Task An_accessor_that_is_a_node() => Odd.CheckAsync(Accessors.Select(static member => new OddCase(member, "namespace Odd;\n" + OddPipeline.With(member), null)));

    [Fact]
    public Task A_source() => Odd.CheckAsync(SourceNodes.Select(static row => new OddCase(
        row.Text,
        "namespace Odd;\npublic interface Twice<T> : Dataflow.Pipelines.Connectors.IRecordSource<T>, Dataflow.Pipelines.Connectors.IMessageSource<T, JsonFormat<T>> where T : struct, IRecord<T>;\n"
        + OddPipeline.With("[Source] " + row.Text + (row.Expected == "" ? " [Sink(From = nameof(A))] public ParquetSink<R> Taken => new(\"\"); [Rejected(nameof(A))] public partial Stream<DeadLetter> Bad2 { get; } [Sink(From = nameof(Bad2))] public ParquetSink<DeadLetter> Taken2 => new(\"\");" : "")),
        row.Expected)));
}
