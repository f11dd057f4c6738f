namespace Dataflow.Pipelines.Generators.Tests.OddClasses;

/// <summary>Odd members of records: parameters of every kind of type, and members of the body.</summary>
public sealed class RecordMemberTests
{
    private static readonly (string Text, string? Expected)[] Parameters =
    [
        ("int X", ""),
        ("int? X", ""),
        ("Nullable<int> X", ""),
        ("string X", ""),
        ("string? X", ""),
        ("string X = \"\"", ""),
        ("string X = null!", null),
        ("string? X = null", ""),
        ("byte[] X", ""),
        ("byte[]? X", ""),
        ("byte?[] X", "DFP2001"),
        ("byte[][] X", "DFP2001"),
        ("byte[,] X", "DFP2001"),
        ("int[] X", "DFP2001"),
        ("string[]? X", "DFP2001"),
        ("System.Collections.Generic.List<int> X", "DFP2001"),
        ("System.Collections.Generic.Dictionary<string, Dictionary<int, string?>> X", "DFP2001"),
        ("object X", "DFP2001"),
        ("dynamic X", "DFP2001"),
        ("dynamic? X", "DFP2001"),
        ("(int, string) X", "DFP2001"),
        ("(int A, (string, dynamic) B)? X", "DFP2001"),
        ("Action X", "DFP2001"),
        ("Func<int, string?>? X", "DFP2001"),
        ("nint X", "DFP2001"),
        ("char X", "DFP2001"),
        ("Int128 X", "DFP2001"),
        ("Half X", "DFP2001"),
        ("Type X", "DFP2001"),
        ("Enum X", "DFP2001"),
        ("R X", null),
        ("R? X", null),
        ("Inner X", ""),
        ("Inner? X", ""),
        ("Kind X", ""),
        ("Kind X = Kind.B", ""),
        ("Kind? X = null", ""),
        ("Kind X = (Kind)77", ""),
        ("Kind X = default", ""),
        ("Set X", "DFP2001"),
        ("Empty X", "DFP2001"),
        ("Nowhere X", null),
        ("Nowhere? X", null),
        ("Nowhere<int> X", null),
        ("Nowhere[] X", null),
        ("int* X", null),
        ("delegate*<int, void> X", null),
        ("ref int X", null),
        ("in int X", null),
        ("out int X", null),
        ("params int[] X", null),
        ("params byte[] X", null),
        ("this int X", null),
        ("scoped ReadOnlySpan<byte> X", null),
        ("ReadOnlySpan<byte> X", null),
        ("ReadOnlyMemory<byte> X", ""),
        ("ReadOnlyMemory<byte>? X", ""),
        ("Memory<byte> X", "DFP2001"),
        ("void X", null),
        ("Hidden X", null),
        ("int X, int X", null),
        ("int X, int x", "DFP2004"),
        ("int R", null),
        ("int", null),
        ("int X,", null),
        ("", ""),
        ("decimal X = 1.5m, float Y = float.NaN, double Z = double.PositiveInfinity, long W = long.MinValue, ulong V = ulong.MaxValue, sbyte U = -1", ""),
        ("[property: Obsolete] int X", ""),
        ("[field: NonSerialized] int X", ""),
        ("[param: System.Diagnostics.CodeAnalysis.AllowNull] string X", null),
        ("DateTime X, DateOnly Y, TimeOnly Z, TimeSpan W, Guid V", ""),
    ];

    private static readonly (string Text, string? Expected)[] BodyMembers =
    [
        ("public int X { get; init; }", ""),
        ("public string X { get; init; }", null),
        ("public string X { get; init; } = \"\"; public R() { }", ""),
        ("public required string X { get; init; }", ""),
        ("public required int X { get; init; } = 5; public R() { }", ""),
        ("public required string? X { get; init; }", ""),
        ("public required int X;", null),
        ("public required readonly int X;", null),
        ("internal required int X { get; init; }", null),
        ("public required int X { init { } }", null),
        ("[System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public R() { X = 5; } public required int X { get; init; }", ""),
        ("public int X { get; }", ""),
        ("public int X => 5;", ""),
        ("public int X { get => 5; init { } }", ""),
        ("public int X { get; set; }", null),
        ("public int X { get; private init; }", ""),
        ("public int X { private get; init; }", null),
        ("public int X { init { } }", ""),
        ("private int X { get; init; }", ""),
        ("public static int X { get; set; }", ""),
        ("public const int X = 5;", ""),
        ("public readonly int X;", ""),
        ("public static readonly R Zero = default;", ""),
        ("public int this[int index] { get => 5; init { } }", ""),
        ("public event Action X { add { } remove { } }", ""),
        ("public partial int X { get; init; } public partial int X { get => 5; init { } }", ""),
        ("public partial int X { get; init; }", null),
        ("public ref readonly int X => throw new NotSupportedException();", ""),
        ("public ref int X;", null),
        ("int IOdd.X { get => 5; init { } }", null),
        ("public Kind X { get; init; } private enum Kind { A }", null),
        ("private Kind X { get; init; } private enum Kind { A }", ""),
        ("public Kind X { get; init; } public enum Kind { A, @class }", ""),
        ("public Inner X { get; init; } [Record] public readonly partial record struct Inner(int Y);", ""),
        ("public int TryReadJson { get; init; } public int TryReadFields => 5; public static int WriteFields; public int WriteJson() => 5; public class Schema; public const int WriteColumns = 5;", ""),
        ("public static bool TryReadJson(ReadOnlySpan<byte> utf8, JsonDecoder decoder, out R record, out string? reason) { record = default; reason = \"\"; return false; }", null),
        ("public static RecordSchema Schema => null!;", ""),
        ("public R(int x) { } public int X { get; init; }", ""),
        ("public R(string x) : this() { } public int X { get; init; }", ""),
        ("public R() => throw new NotSupportedException(); public int X { get; init; }", ""),
        ("static R() { } public int X { get; init; }", ""),
        ("public static implicit operator int(R record) => 5; public static R operator +(R a, R b) => a;", ""),
        ("public override string ToString() => \"\"; public override int GetHashCode() => 5; public bool Equals(R other) => true;", ""),
        ("public void Deconstruct(out int a) { a = 5; }", ""),
        ("private bool PrintMembers(System.Text.StringBuilder builder) => true;", ""),
        ("public T Generic<T>(ref T a, out int b, params T[] c) { b = 5; return a; }", ""),
        ("public async void Forget() => await Task.Yield();", ""),
        ("public dynamic X { get; init; }", "DFP2001"),
        ("public int X", null),
        ("public { get; init; }", null),
        ("[JsonPath(\"\")] public int X { get; init; }", null),
        ("[JsonPath(null!)] public int X { get; init; }", null),
        ("[JsonPath(\"...\")] public int X { get; init; }", null),
        ("[JsonPath(\"a::b.\\\"q\\\".\\u2028\")] public int X { get; init; }", null),
        ("[JsonPath(\"sys::Guid\")] public int X { get; init; }", null),
        ("[JsonPath(5)] public int X { get; init; }", null),
        ("[Decimal(99, -1)] public decimal X { get; init; }", "DFP2021"),
    ];

    [Fact]
    public Task A_parameter() => Odd.CheckAsync(Parameters.Select(static row => new OddCase(
        row.Text,
        $$"""
        namespace Odd;
        public enum Kind { A, B }
        [Flags] public enum Set { A, B }
        public enum Empty { }
        internal enum Hidden { A }
        [Record] public readonly partial record struct Inner(int Y);
        [Record] public readonly unsafe partial record struct R({{row.Text}});
        """,
        row.Expected)));

    [Fact]
    public Task A_member_of_the_body() => Odd.CheckAsync(BodyMembers.Select(static row => new OddCase(
        row.Text,
        $$"""
        namespace Odd;
        [Record] public readonly partial record struct R { {{row.Text}} }
        [Pipeline("reads")] public sealed partial class P
        {
            [Source] public KafkaSource<R> Events => new("a", "b");
            [Rejected(nameof(Events))] public partial Stream<DeadLetter> Bad { get; }
            [Sink(From = nameof(Events))] public ParquetSink<R> Lake => new("c");
            [Sink(From = nameof(Bad))] public ParquetSink<DeadLetter> Letters => new("d");
        }
        """,
        row.Expected)));

    [Theory]
    [InlineData("private enum Kind { A, B }", "private", "Kind X, Kind? Y")]
    [InlineData("private static partial class Deep { public enum Kind { A } }", "private", "Deep.Kind X")]
    [InlineData("[Record] private readonly partial record struct Inner(int Y);", "private", "Inner X, Inner? Y")]
    [InlineData("private enum Kind { A, B } private enum KindText { A }", "private", "Kind X, KindText Y, int Odd_Outer_KindText")]
    public async Task A_member_whose_type_is_visible_only_in_the_surrounding_class(string types, string access, string parameters)
    {
        var record = $"{types} [Record] {access} readonly partial record struct R({parameters}, string Key, DateTimeOffset At);\n";
        await Odd.CheckAsync($"namespace Odd; public partial class Outer {{ {record} }}", "");
        await Odd.CheckAsync($"namespace Odd; public partial class Outer {{ {record} [Pipeline(\"inner\")] private sealed partial class P\n{OddPipeline.Members().Replace("public KafkaSource", "internal KafkaSource", StringComparison.Ordinal)} }}", "");
        await Odd.CheckAsync(
            $"namespace Odd; [Pipeline(\"outer\")] public sealed partial class Outer {{ {record} "
            + OddPipeline.Members().Trim().TrimStart('{').Replace("public", "private", StringComparison.Ordinal), "");
    }
}
