using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Records;

public sealed class ColumnTests
{
    private const string Columns = """
        using System.Runtime.InteropServices;
        using System.Globalization;
        using Dataflow.Pipelines;

        public struct TextColumns(int rows, int columns) : IColumnWriter
        {
            private readonly Dictionary<int, System.Array> values = [];
            private readonly Dictionary<int, int[]> presence = [];
            private readonly Dictionary<int, int> counts = [];

            public readonly Span<TValue> Values<TValue>(int column) where TValue : struct
            {
                var array = new TValue[rows];
                values[column] = array;
                return array;
            }

            public readonly Span<int> Presence(int column) => presence[column] = Enumerable.Repeat(-1, rows).ToArray();

            public readonly void SetCount(int column, int count) => counts[column] = count;

            public readonly string Row(int row)
            {
                var cells = new List<string>();
                for (var column = 0; column < columns; column++)
                {
                    cells.Add(!presence.TryGetValue(column, out var present) ? Text(values[column].GetValue(row)!)
                        : counts[column] != present.Sum() ? "miscounted"
                        : present[row] == 0 ? "null"
                        : Text(values[column].GetValue(present.Take(row).Sum())!));
                }

                return string.Join(" ", cells);
            }

            private static string Text(object value) => value is ReadOnlyMemory<byte> bytes ? Convert.ToHexString(bytes.Span) : Convert.ToString(value, CultureInfo.InvariantCulture)!;

            public static string Of<T>(params T[] records) where T : struct, IRecord<T>
            {
                var columns = new TextColumns(records.Length, T.Schema.Columns.Count);
                T.WriteColumns(records, ref columns);
                return string.Join("\n", Enumerable.Range(0, records.Length).Select(row => columns.Row(row)));
            }
        }
        """;

    [Fact]
    public void Every_member_type_has_its_column()
    {
        var run = Compiler.Generate(Columns, """
            using Dataflow.Pipelines;
            public enum State { Open, HalfOpen }
            [Record] public readonly partial record struct Point(int X, int? Y);
            [Record] public readonly partial record struct All(bool A, sbyte B, short C, int D, long E, byte F, ushort G, uint H, ulong I, float J, double K, decimal L,
                string M, Guid N, DateTimeOffset O, DateTime P, DateOnly Q, TimeOnly R, TimeSpan S, State T, byte[] U, ReadOnlyMemory<byte> V, Point W, TableName X);
            public static class Test
            {
                public static string Run() => TextColumns.Of(new All(true, -1, -2, -3, -4, 1, 2, 3, 4, 1.5f, 2.5, 3.5m, "text", new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"),
                        DateTimeOffset.FromUnixTimeMilliseconds(1500), DateTime.UnixEpoch.AddSeconds(2), new DateOnly(1970, 1, 3), new TimeOnly(0, 0, 4), TimeSpan.FromSeconds(5), State.HalfOpen, [1, 2], new byte[] { 3 }, new Point(1, null), TableName.Of("s", "t")))
                    + "\n" + string.Join(" ", Schema<All>().Columns.Select(c => c.Name + ":" + c.Type + (c.Nullable ? "?" : "")));
                private static RecordSchema Schema<T>() where T : struct, IRecord<T> => T.Schema;
            }
            """).Run();
        Assert.Equal(
            "True -1 -2 -3 -4 1 2 3 4 1.5 2.5 3.5 text 0f8fad5b-d9cb-469f-a165-70867728950e 1500000 2000000 2 4000000 5000000 half_open 0102 03 {\"x\":1,\"y\":null} s.t\n"
            + "a:Boolean b:Int8 c:Int16 d:Int32 e:Int64 f:UInt8 g:UInt16 h:UInt32 i:UInt64 j:Float32 k:Float64 l:Decimal m:Text n:Uuid o:Instant p:Instant q:Date r:TimeOfDay s:Duration t:Text u:Bytes v:Bytes w:Text x:Text",
            run);
    }

    [Fact]
    public void A_missing_value_is_null_in_its_row_only()
    {
        var run = Compiler.Generate(Columns, """
            using Dataflow.Pipelines;
            public enum State { Open, HalfOpen }
            [Record] public readonly partial record struct Row(int? Number, string? Text, State? State, byte[]? Bytes, DateTimeOffset? At);
            public static class Test { public static string Run() => TextColumns.Of(new Row(1, "a", State.Open, [9], DateTimeOffset.UnixEpoch), default, new Row(2, null, null, null, null)); }
            """).Run();
        Assert.Equal("1 a open 09 0\nnull null null null null\n2 null null null null", run);
    }

    [Fact]
    public void A_decimal_has_the_digits_that_are_declared_or_38_and_18()
    {
        var run = Compiler.Generate("""
            using Dataflow.Pipelines;
            [Record] public readonly partial record struct Money(decimal A, [Decimal(9, 2)] decimal B, [Decimal(38, 28)] decimal? C) { [Decimal(1, 0)] public decimal D { get; init; } }
            public static class Test
            {
                public static string Run() => string.Join(" ", Schema<Money>().Columns.Select(c => $"{c.Name}:{c.Precision},{c.Scale}"));
                private static RecordSchema Schema<T>() where T : struct, IRecord<T> => T.Schema;
            }
            """).Run();
        Assert.Equal("a:38,18 b:9,2 c:38,28 d:1,0", run);
    }
}
