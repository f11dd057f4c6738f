using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Records;

/// <summary>Generated codecs, compiled with warnings as errors and executed.</summary>
public sealed class JsonTests
{
    private const string Tools = """
        using System.Buffers;
        using System.Text;
        using System.Text.Json;
        using Dataflow.Pipelines;

        public static partial class Test
        {
            private static readonly JsonDecoder Decoder = new();

            public static string Read<T>(string json) where T : struct, IRecord<T> => Read<T>(Encoding.UTF8.GetBytes(json));

            public static string Read<T>(byte[] json) where T : struct, IRecord<T> =>
                T.TryReadJson(json, Decoder, out var record, out var reason) ? record.ToString()! : "✗ " + reason;

            public static string Write<T>(in T record) where T : struct, IRecord<T>
            {
                var buffer = new ArrayBufferWriter<byte>();
                using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
                {
                    T.WriteJson(writer, in record);
                }

                return Encoding.UTF8.GetString(buffer.WrittenSpan);
            }

            public static string Again<T>(string json) where T : struct, IRecord<T> =>
                T.TryReadJson(Encoding.UTF8.GetBytes(json), Decoder, out var record, out var reason) ? Write(in record) : "✗ " + reason;
        }
        """;

    private const string Event = "[Record] public readonly partial record struct Event(string UserId, DateTimeOffset Timestamp, double DwellTime, int Count = 7, string? Note = null);";

    // Compiled once: the cases differ only in their text.
    private static readonly Lazy<Func<string, string>> ReadEvent = new(() => Compiler.Generate(Tools, $$"""
        using Dataflow.Pipelines;
        {{Event}}
        public static partial class Test
        {
            public static string Run(string json)
            {
                System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
                return Read<Event>(json);
            }
        }
        """).Load<Func<string, string>>());

    [Theory]
    [InlineData("""{"user_id":"u","timestamp":"2025-12-04T10:30:00Z","dwell_time":1.5}""", "Event { UserId = u, Timestamp = 12/04/2025 10:30:00 +00:00, DwellTime = 1.5, Count = 7, Note =  }")]
    [InlineData("""{"note":"n","count":3,"dwell_time":2,"timestamp":"2025-12-04T10:30:00+02:00","user_id":"u"}""", "Event { UserId = u, Timestamp = 12/04/2025 10:30:00 +02:00, DwellTime = 2, Count = 3, Note = n }")]
    [InlineData("""{"user_id":"u","timestamp":"2025-12-04T10:30:00","dwell_time":1,"unknown":{"a":[1,{"b":2}]},"count":null}""", "Event { UserId = u, Timestamp = 12/04/2025 10:30:00 +00:00, DwellTime = 1, Count = 7, Note =  }")]
    [InlineData("""{"timestamp":"2025-12-04T10:30:00Z","dwell_time":1.5}""", "✗ user_id is missing")]
    [InlineData("""{"user_id":null,"timestamp":"2025-12-04T10:30:00Z","dwell_time":1.5}""", "✗ user_id is missing")]
    [InlineData("""{"user_id":"u","user_id":null,"timestamp":"2025-12-04T10:30:00Z","dwell_time":1.5}""", "✗ user_id is missing")]
    [InlineData("""{"user_id":"u","timestamp":"yesterday","dwell_time":1.5}""", "✗ timestamp is no date-time: \"yesterday\"")]
    [InlineData("""{"user_id":"u","timestamp":1733308200,"dwell_time":1.5}""", "✗ timestamp is no date-time: 1733308200")]
    [InlineData("""{"user_id":5,"timestamp":"2025-12-04T10:30:00Z","dwell_time":1.5}""", "✗ user_id is no text: 5")]
    [InlineData("""{"user_id":{"a":1},"timestamp":"2025-12-04T10:30:00Z","dwell_time":1.5}""", "✗ user_id is no text: an object")]
    [InlineData("""{"user_id":"u","timestamp":"2025-12-04T10:30:00Z","dwell_time":"long"}""", "✗ dwell_time is no number: \"long\"")]
    [InlineData("""{"user_id":"u","timestamp":"2025-12-04T10:30:00Z","dwell_time":1e999}""", "✗ dwell_time is out of range of double: 1e999")]
    [InlineData("""{"user_id":"u","timestamp":"2025-12-04T10:30:00Z","dwell_time":1,"count":3000000000}""", "✗ count is no 32-bit integer: 3000000000")]
    [InlineData("""{"user_id":"u","timestamp":"2025-12-04T10:30:00Z","dwell_time":1,"count":1.5}""", "✗ count is no 32-bit integer: 1.5")]
    [InlineData("""{"user\u005fid":"\u0041\n","timestamp":"2025-12-04T10:30:00Z","dwell_time":1}""", "Event { UserId = A\n, Timestamp = 12/04/2025 10:30:00 +00:00, DwellTime = 1, Count = 7, Note =  }")]
    [InlineData("", "✗ empty message")]
    [InlineData("  \r\n", "✗ empty message")]
    [InlineData("[1]", "✗ no JSON object: an array")]
    [InlineData("7", "✗ no JSON object: 7")]
    [InlineData("{", "✗ malformed JSON: ends inside an object, after line 1, byte 1")]
    [InlineData("""{"user_id":"u","timestamp":"2025-12-04T10:30:00Z","dwell_time":1} x""", "✗ malformed JSON: line 1, byte 67")]
    [InlineData("""{"user_id":"\ud800","timestamp":"2025-12-04T10:30:00Z","dwell_time":1}""", "✗ user_id has a lone surrogate: \\ud800")]
    public void A_text_is_a_record_or_a_reason(string json, string expected)
    {
        Assert.Equal(expected, ReadEvent.Value(json));
    }

    [Fact]
    public void Bytes_that_are_no_utf8_name_the_member()
    {
        var run = Compiler.Generate(Tools, $$"""
            using System.Text;
            using Dataflow.Pipelines;
            {{Event}}
            public static partial class Test
            {
                public static string Run() => Read<Event>([.. "{\"user_id\":\"a"u8, 0xFF, .. "\",\"timestamp\":\"2025-12-04T10:30:00Z\",\"dwell_time\":1}"u8]);
            }
            """).Run();
        Assert.Equal("✗ user_id is not valid UTF-8", run);
    }

    [Fact]
    public void A_long_value_is_cut()
    {
        var run = Compiler.Generate(Tools, $$"""
            using Dataflow.Pipelines;
            {{Event}}
            public static partial class Test { public static string Run() => Read<Event>("{\"timestamp\":\"" + new string('x', 500) + "\"}"); }
            """).Run();
        Assert.Equal("✗ timestamp is no date-time: \"" + new string('x', 64) + "…\"", run);
    }

    [Fact]
    public void Every_member_type_is_written_as_it_was_read()
    {
        const string Json = """{"a":true,"b":-1,"c":-2,"d":-3,"e":-4,"f":1,"g":2,"h":3,"i":4,"j":1.5,"k":2.5,"l":3.50,"m":"text \"x\" ü","n":"0f8fad5b-d9cb-469f-a165-70867728950e","o":"2025-12-04T10:30:00+02:00","p":"2025-12-04T10:30:00Z","q":"2025-12-04","r":"10:30:00.5","s":"-1.02:03:04","t":"half_open","u":"AQID","v":"BAU=","w":{"x":1,"y":null},"x":"lake.orders"}""";
        var run = Compiler.Generate(Tools, """
            using Dataflow.Pipelines;
            public enum State { Open, HalfOpen, Closed, Alias = Closed }
            [Record] public readonly partial record struct Point(int X, int? Y);
            [Record] public readonly partial record struct All(bool A, sbyte B, short C, int D, long E, byte F, ushort G, uint H, ulong I, float J, double K, decimal L,
                string M, Guid N, DateTimeOffset O, DateTime P, DateOnly Q, TimeOnly R, TimeSpan S, State T, byte[] U, ReadOnlyMemory<byte> V, Point W, TableName X);
            public static partial class Test { public static string Run() => Again<All>(@"
            """.TrimEnd() + Json.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"); }").Run();
        Assert.Equal(Json, run);
    }

    [Fact]
    public void Nullables_of_every_member_type_may_be_missing()
    {
        const string Null = """{"a":null,"b":null,"c":null,"d":null,"e":null,"f":null,"g":null,"h":null,"i":null,"j":null,"k":null,"l":null,"m":null,"n":null,"o":null,"p":null,"q":null,"r":null}""";
        var run = Compiler.Generate(Tools, """
            using Dataflow.Pipelines;
            public enum State { Open }
            [Record] public readonly partial record struct Point(int X);
            [Record] public readonly partial record struct All(bool? A, sbyte? B, long? C, ulong? D, float? E, double? F, decimal? G,
                string? H, Guid? I, DateTimeOffset? J, DateOnly? K, TimeOnly? L, TimeSpan? M, State? N, byte[]? O, ReadOnlyMemory<byte>? P, Point? Q, TableName? R);
            public static partial class Test { public static string Run() => Again<All>("{}"); }
            """).Run();
        Assert.Equal(Null, run);
    }

    [Fact]
    public void A_path_leads_into_nested_objects()
    {
        var run = Compiler.Generate(Tools, """
            using Dataflow.Pipelines;
            [Record] public readonly partial record struct Event(string Id, [JsonPath("properties.dwell_time")] double DwellTime, [JsonPath("properties.page.url")] string Url, [JsonPath("properties.page.title")] string? Title, long At);
            public static partial class Test
            {
                public static string Run() => string.Join("\n",
                    Again<Event>("{\"at\":5,\"properties\":{\"x\":[{}],\"page\":{\"url\":\"/\",\"y\":{}},\"dwell_time\":2},\"id\":\"i\"}"),
                    Read<Event>("{\"id\":\"i\",\"at\":1}"),
                    Read<Event>("{\"id\":\"i\",\"at\":1,\"properties\":null}"),
                    Read<Event>("{\"id\":\"i\",\"at\":1,\"properties\":7}"),
                    Read<Event>("{\"id\":\"i\",\"at\":1,\"properties\":{\"dwell_time\":1,\"page\":\"x\"}}"),
                    Read<Event>("{\"id\":\"i\",\"at\":1,\"properties\":{\"dwell_time\":true}}"));
            }
            """).Run();
        Assert.Equal(
            """
            {"id":"i","properties":{"dwell_time":2,"page":{"url":"/","title":null}},"at":5}
            ✗ properties.dwell_time is missing
            ✗ properties.dwell_time is missing
            ✗ properties is no object: 7
            ✗ properties.page is no object: "x"
            ✗ properties.dwell_time is no number: true
            """,
            run);
    }

    [Fact]
    public void A_record_in_a_record_names_the_way_to_the_fault()
    {
        var run = Compiler.Generate(Tools, """
            using Dataflow.Pipelines;
            [Record] public readonly partial record struct Point(int X);
            [Record] public readonly partial record struct Event(Point At);
            public static partial class Test
            {
                public static string Run() => string.Join("\n", Read<Event>("{\"at\":{}}"), Read<Event>("{\"at\":{\"x\":\"a\"}}"), Read<Event>("{\"at\":5}"), Read<Event>("{}"), Again<Event>("{\"at\":{\"x\":5}}"));
            }
            """).Run();
        Assert.Equal("✗ at.x is missing\n✗ at.x is no 32-bit integer: \"a\"\n✗ at is no object: 5\n✗ at is missing\n{\"at\":{\"x\":5}}", run);
    }

    [Fact]
    public void A_text_that_is_no_member_of_an_enumeration_is_rejected_with_the_choices()
    {
        var run = Compiler.Generate(Tools, """
            using Dataflow.Pipelines;
            public enum State { Open, HalfOpen }
            [Record] public readonly partial record struct Event(State State);
            public static partial class Test { public static string Run() => Read<Event>("{\"state\":\"shut\"}") + "\n" + Read<Event>("{\"state\":1}"); }
            """).Run();
        Assert.Equal("✗ state is none of open, half_open: \"shut\"\n✗ state is none of open, half_open: 1", run);
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_restored()
    {
        var run = Compiler.Generate(Tools, """
            using Dataflow.Pipelines;
            [Record] public readonly partial record struct Event(double A, float B, double C);
            public static partial class Test { public static string Run() { var json = Write(new Event(double.NaN, float.PositiveInfinity, double.NegativeInfinity)); return json == Again<Event>(json) ? json : "changed"; } }
            """).Run();
        Assert.Equal("""{"a":"NaN","b":"Infinity","c":"-Infinity"}""", run);
    }

    [Fact]
    public void Defaults_of_every_kind_are_filled()
    {
        var run = Compiler.Generate(Tools, """
            using Dataflow.Pipelines;
            public enum State { Open, HalfOpen }
            [Record] public readonly partial record struct Event(int A = int.MinValue, long B = long.MinValue, double C = 0.1, float D = 1.5f, decimal E = 2.50m, string F = "x\"::\\", bool G = true, State H = State.HalfOpen,
                byte I = 200, ulong J = ulong.MaxValue, string? K = "k", int? L = 5, DateTimeOffset M = default, short N = -3, uint O = 9, double P = double.NaN);
            public static partial class Test { public static string Run() => Again<Event>("{}") + "\n" + Again<Event>("{\"k\":null,\"l\":null,\"a\":null}"); }
            """).Run();
        const string Rest = "\"m\":\"0001-01-01T00:00:00+00:00\",\"n\":-3,\"o\":9,\"p\":\"NaN\"}";
        const string Start = "{\"a\":-2147483648,\"b\":-9223372036854775808,\"c\":0.1,\"d\":1.5,\"e\":2.50,\"f\":\"x\\\"::\\\\\",\"g\":true,\"h\":\"half_open\",\"i\":200,\"j\":18446744073709551615,";
        Assert.Equal(Start + "\"k\":\"k\",\"l\":5," + Rest + "\n" + Start + "\"k\":null,\"l\":null," + Rest, run);
    }

    [Fact]
    public void Properties_in_the_body_are_members_too()
    {
        var run = Compiler.Generate(Tools, """
            using Dataflow.Pipelines;
            [Record] public readonly partial record struct Event(string Id)
            {
                public int Count { get; init; } = 5;
                public string? Note { get; init; }
                public required long At { get; init; }
                public int Twice => Count * 2;
                public static int Shared { get; set; }
            }
            public static partial class Test { public static string Run() => Again<Event>("{\"id\":\"i\",\"at\":1}") + Again<Event>("{\"id\":\"i\",\"at\":1,\"count\":2,\"note\":\"n\"}") + Read<Event>("{\"id\":\"i\"}"); }
            """).Run();
        Assert.Equal("""{"id":"i","count":5,"note":null,"at":1}{"id":"i","count":2,"note":"n","at":1}✗ at is missing""", run);
    }

    [Fact]
    public void Nothing_is_allocated_for_a_record_whose_texts_repeat()
    {
        var run = Compiler.Generate(Tools, """
            using System.Text;
            using Dataflow.Pipelines;
            public enum State { Open, HalfOpen }
            [Record] public readonly partial record struct Event(int Id, string EventType, DateTimeOffset At, double Value, State State, [JsonPath("a.b")] long? Nested, TimeSpan Span, Guid Key);
            public static partial class Test
            {
                private static readonly byte[] Json = Encoding.UTF8.GetBytes("{\"id\":1,\"event_type\":\"page_view\",\"at\":\"2025-01-01T00:00:00Z\",\"value\":1.5,\"state\":\"half_open\",\"a\":{\"b\":7},\"span\":\"00:05:00\",\"key\":\"0f8fad5b-d9cb-469f-a165-70867728950e\",\"more\":[1,2,{}]}");

                public static string Run()
                {
                    var decoder = new JsonDecoder();
                    var sum = Decode(decoder, 1000);
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    sum += Decode(decoder, 5000);
                    return $"{sum} records, {(GC.GetAllocatedBytesForCurrentThread() - before) / 5000} bytes a record";
                }

                private static int Decode(JsonDecoder decoder, int count)
                {
                    var sum = 0;
                    for (var i = 0; i < count; i++)
                    {
                        sum += Event.TryReadJson(Json, decoder, out var record, out _) ? record.Id : 0;
                    }

                    return sum;
                }
            }
            """).Run();
        Assert.Equal("6000 records, 0 bytes a record", run);
    }
}
