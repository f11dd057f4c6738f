using System.Globalization;
using System.Text;
using System.Text.Json;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.Records;

/// <summary>The scanner accepts the same texts as <see cref="Utf8JsonReader"/>, with the same values.</summary>
public sealed class JsonScannerTests
{
    private static readonly string[] Texts =
    [
        """{"event_id":"0f8fad5b-d9cb-469f-a165-70867728950e","user_id":"user_12345","timestamp":"2025-12-04T10:30:00.123Z","event_type":"page_view","properties":{"dwell_time":12.75,"page":"/a/b"}}""",
        """ { "a" : [ 1 , -2.5e+10 , [ ] , { } , { "b" : [ null , true , false ] } ] , "c" : "\u00e9\n\"\\\/x" , "d" : 0 , "" : -0.0 } """,
        "{\n  \"grüß\": \"日本 🙂\",\r\n\t\"x\": {\"y\": {\"z\": []}}\n}",
        "{}",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_mutated_text_is_accepted_or_refused_as_by_the_reference(int seed)
    {
        var random = new Random(seed);
        var taken = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var text = Mutate(Encoding.UTF8.GetBytes(Texts[random.Next(Texts.Length)]), random);
            var isJson = IsObject(text, out var fault);
            var isTaken = Scan(text, out var reason);
            Assert.True(isJson == isTaken, $"seed {seed}, text {i}: {Encoding.UTF8.GetString(text)}\nreference: {fault ?? "accepted"}\nscanner: {reason ?? "accepted"}");
            taken += isTaken ? 1 : 0;
        }

        Assert.InRange(taken, 1_000, 99_000);
    }

    [Fact]
    public void Numbers_are_the_nearest_doubles()
    {
        var random = new Random(5);
        for (var i = 0; i < 200_000; i++)
        {
            var text = (i % 4) switch
            {
                0 => random.NextInt64(-10_000_000, 10_000_000).ToString(CultureInfo.InvariantCulture),
                1 => (random.NextDouble() * Math.Pow(10, random.Next(-5, 12))).ToString("F" + random.Next(0, 15), CultureInfo.InvariantCulture),
                2 => BitConverter.UInt64BitsToDouble((ulong)random.NextInt64()) is var any && double.IsFinite(any) ? any.ToString("R", CultureInfo.InvariantCulture) : "-0",
                _ => random.NextInt64().ToString(CultureInfo.InvariantCulture) + "." + random.NextInt64(),
            };
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            reader.Read();
            var scanner = At(text);
            Assert.True(scanner.TryFloat64(out var value), text);
            Assert.True(BitConverter.DoubleToUInt64Bits(reader.GetDouble()) == BitConverter.DoubleToUInt64Bits(value!.Value), $"{text}: {reader.GetDouble():R} and {value:R}");
        }
    }

    [Theory]
    [InlineData("2025-12-04T10:30:00Z")]
    [InlineData("2025-12-04T10:30:00.1Z")]
    [InlineData("2025-12-04T10:30:00.1234567+02:00")]
    [InlineData("2025-12-04T10:30:00-13:59")]
    [InlineData("2025-12-04T10:30:00+14:00")]
    [InlineData("2025-12-04T10:30:00+14:01")]
    [InlineData("2025-12-04T10:30:00.12345678Z")]
    [InlineData("2025-12-04T10:30Z")]
    [InlineData("2024-02-29T00:00:00Z")]
    [InlineData("2025-02-29T00:00:00Z")]
    [InlineData("2025-13-01T00:00:00Z")]
    [InlineData("2025-12-04T24:00:00Z")]
    [InlineData("2025-12-04T10:60:00Z")]
    [InlineData("2025-12-04T10:30:60Z")]
    [InlineData("0000-12-04T10:30:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("2025-12-04T10:30:00.Z")]
    [InlineData("2025-12-04T10:30:00z")]
    [InlineData("2025-12-04T10:30:00+0200")]
    [InlineData("2025-12-04T10:30:00+2:00")]
    [InlineData("2025-12-04 10:30:00Z")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void Instants_with_an_offset_are_those_of_the_reference(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes('"' + text + '"'));
        reader.Read();
        var expected = reader.TryGetDateTimeOffset(out var instant) ? instant : (DateTimeOffset?)null;
        var scanner = At('"' + text + '"');
        Assert.Equal(expected is not null, scanner.TryInstant(out var value));
        Assert.Equal(expected, value);
        Assert.Equal(expected?.Offset, value?.Offset);
    }

    [Theory]
    [InlineData("2025-12-04T10:30:00", "2025-12-04T10:30:00Z")]
    [InlineData("2025-12-04T10:30:00.5", "2025-12-04T10:30:00.5Z")]
    [InlineData("2025-12-04", "2025-12-04T00:00:00Z")]
    [InlineData("2025-12-04T10:30", "2025-12-04T10:30:00Z")]
    public void Instants_without_an_offset_are_utc(string text, string expected)
    {
        var scanner = At('"' + text + '"');
        Assert.True(scanner.TryInstant(out var value));
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), value);
        Assert.Equal(TimeSpan.Zero, value!.Value.Offset);
    }

    [Theory]
    [InlineData("\"\\u0041\\n\\ud83d\\ude42\"", "A\n🙂")]
    [InlineData("\"\\\"\\\\\\/\\b\\f\\r\\t\"", "\"\\/\b\f\r\t")]
    public void Escapes_are_read(string json, string expected)
    {
        var scanner = At(json);
        Assert.True(scanner.TryText(0, out var text));
        Assert.Equal(expected, text);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Depth_is_bounded(int depth, bool isTaken)
    {
        var text = "{\"x\":" + new string('[', depth) + new string(']', depth) + "}";
        Assert.Equal(isTaken, Scan(Encoding.UTF8.GetBytes(text), out _));
    }

    private static JsonScanner At(string value)
    {
        var scanner = new JsonScanner(Encoding.UTF8.GetBytes("{\"x\":" + value + "}"), new JsonDecoder());
        Assert.True(scanner.TryEnter(out _));
        Assert.True(scanner.NextMember(out _));
        return scanner;
    }

    private static bool Scan(byte[] text, out string? reason)
    {
        var scanner = new JsonScanner(text, new JsonDecoder());
        if (!scanner.TryEnter(out reason))
        {
            return false;
        }

        while (scanner.NextMember(out _))
        {
            scanner.Skip();
        }

        return scanner.TryEnd(out reason);
    }

    private static bool IsObject(byte[] text, out string? fault)
    {
        fault = null;
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 65 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                fault = "no object";
                return false;
            }

            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException exception)
        {
            fault = exception.Message;
            return false;
        }
    }

    private static byte[] Mutate(byte[] text, Random random)
    {
        var bytes = new List<byte>(text);
        for (var changes = random.Next(3); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var other = "{}[]\",:\\0123456789.eE+-truefalsn \n\t\rx/u\u0001"u8[random.Next(40)];
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = other;
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, other);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
