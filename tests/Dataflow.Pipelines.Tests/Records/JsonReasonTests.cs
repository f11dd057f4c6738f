using System.Globalization;
using System.Text;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.Records;

/// <summary>The reason of a message that cannot be read names the error and its exact position.</summary>
public sealed class JsonReasonTests
{
    private const string Object = "{\"a\":1}";

    [Theory]
    [InlineData("{\n \"a\":1,\n \"b\":tru}", "malformed JSON: line 3, byte 9")]
    [InlineData("{'a':1}", "malformed JSON: line 1, byte 2")]
    [InlineData("{\"a\":01}", "malformed JSON: line 1, byte 7")]
    [InlineData("{\"a\":+1}", "malformed JSON: line 1, byte 6")]
    [InlineData("{\"a\":1.x}", "malformed JSON: line 1, byte 8")]
    [InlineData("{\"a\":1,}", "malformed JSON: line 1, byte 8")]
    [InlineData("{\"a\":[1,]}", "malformed JSON: line 1, byte 9")]
    [InlineData("{\"a\":[1}", "malformed JSON: line 1, byte 8")]
    [InlineData("{\"a\":\"\\q\"}", "malformed JSON: line 1, byte 8")]
    [InlineData("{\"a\":\"\\u12G4\"}", "malformed JSON: line 1, byte 11")]
    [InlineData("{\"a\":\"é\u0001\"}", "malformed JSON: line 1, byte 9")]
    [InlineData("{\"a\" 1}", "malformed JSON: line 1, byte 6")]
    [InlineData("{} x", "malformed JSON: line 1, byte 4")]
    [InlineData("{}\r\n{}", "malformed JSON: line 2, byte 1")]
    [InlineData("not json", "malformed JSON: line 1, byte 2")]
    [InlineData("\"text\"", "no JSON object: \"text\"")]
    [InlineData("{\"\\ud800\":1}", "a property name has a lone surrogate: \\ud800")]
    [InlineData("{\"x\":{\"a\\uDFFFb\":1}}", "a property name has a lone surrogate: \\uDFFF")]
    public void A_fault_has_a_location(string text, string expected) => Assert.Equal(expected, Scan(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("{", "an object", 1, 1)]
    [InlineData("{\"a", "a property name", 1, 3)]
    [InlineData("{\"a\\", "a property name", 1, 4)]
    [InlineData("{\"a\"", "an object", 1, 4)]
    [InlineData("{\"a\":", "an object", 1, 5)]
    [InlineData("{\"a\":\"", "a text", 1, 6)]
    [InlineData("{\"a\":\"x\\\"", "a text", 1, 9)]
    [InlineData("{\"a\":\"\\u12", "a text", 1, 10)]
    [InlineData("{\"a\":tr", "a literal", 1, 7)]
    [InlineData("{\"a\":-", "a number", 1, 6)]
    [InlineData("{\"a\":1.", "a number", 1, 7)]
    [InlineData("{\"a\":1e+", "a number", 1, 8)]
    [InlineData("{\"a\":12", "an object", 1, 7)]
    [InlineData("{\"a\":true", "an object", 1, 9)]
    [InlineData("{\"a\":1,", "an object", 1, 7)]
    [InlineData("{\"a\":1,\"b", "a property name", 1, 9)]
    [InlineData("{\"a\":[", "an array", 1, 6)]
    [InlineData("{\"a\":[\"x\",", "an array", 1, 10)]
    [InlineData("{\"a\":[\"x", "a text", 1, 8)]
    [InlineData("{\"a\":[{}", "an array", 1, 8)]
    [InlineData("{\"a\":[{\"b\":[]", "an object", 1, 13)]
    [InlineData("{\"a\":[{\"b", "a property name", 1, 9)]
    [InlineData("{\"[\":\"{\",", "an object", 1, 9)]
    [InlineData("{\n\"a\":\n", "an object", 2, 5)]
    [InlineData("\"x", "a text", 1, 2)]
    public void A_truncated_message_names_the_element_in_which_it_ends(string text, string inside, int line, int at) =>
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"malformed JSON: ends inside {inside}, after line {line}, byte {at}"), Scan(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_truncated_message_is_reported_with_its_last_byte()
    {
        var message = Encoding.UTF8.GetBytes("{\"grüß\":\"日本 \\\"\\u00e9\",\"n\":[-1.5e+10,[true,null],{\"x\":{}}],\"o\":{\"p\":false}}");
        for (var length = 1; length < message.Length; length++)
        {
            var reason = Scan(message[..length]);
            Assert.StartsWith("malformed JSON: ends inside a", reason, StringComparison.Ordinal);
            Assert.EndsWith(string.Create(CultureInfo.InvariantCulture, $", after line 1, byte {length}"), reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("utf-8", "message starts with a byte order mark, expected UTF-8 without one")]
    [InlineData("utf-16", "message is UTF-16, expected UTF-8")]
    [InlineData("utf-16BE", "message is UTF-16, expected UTF-8")]
    [InlineData("utf-32", "message is UTF-32, expected UTF-8")]
    [InlineData("utf-32BE", "message is UTF-32, expected UTF-8")]
    public void A_message_with_a_mark_names_its_encoding(string name, string expected)
    {
        var encoding = Encoding.GetEncoding(name);
        foreach (var text in new[] { Object, " " + Object, "[1]", "7", "" })
        {
            Assert.Equal(expected, Scan([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]));
        }
    }

    [Theory]
    [InlineData("utf-16", "message is UTF-16, expected UTF-8")]
    [InlineData("utf-16BE", "message is UTF-16, expected UTF-8")]
    [InlineData("utf-32", "message is UTF-32, expected UTF-8")]
    [InlineData("utf-32BE", "message is UTF-32, expected UTF-8")]
    public void A_message_without_a_mark_names_its_encoding(string name, string expected)
    {
        var encoding = Encoding.GetEncoding(name);
        foreach (var text in new[] { Object, "\r\n" + Object, "{}", "[1]", "\"x\"" })
        {
            Assert.Equal(expected, Scan(encoding.GetBytes(text)));
        }
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 1, 200, 2, 4 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, 2 })]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 10, 3, 0, 1 })]
    public void A_binary_message_is_not_taken_for_another_encoding(byte[] message) =>
        Assert.StartsWith("malformed JSON: line ", Scan(message), StringComparison.Ordinal);

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void Nesting_that_is_too_deep_is_named_where_it_begins(char open, char close)
    {
        var inner = open == '{' ? "{\"x\":" : "[";
        var text = "{\n\"x\":" + string.Concat(Enumerable.Repeat(inner, 65)) + "1" + new string(close, 65) + "}";
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"nested deeper than 64: line 2, byte {5 + (64 * inner.Length)}"), Scan(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("\"\\ud83d\"", "\\ud83d")]
    [InlineData("\"\\ude42\\ud83d\"", "\\ude42")]
    [InlineData("\"\\ud83d\\n\"", "\\ud83d")]
    [InlineData("\"é\\ud83dx\"", "\\ud83d")]
    [InlineData("\"\\n\\ud83d\\ud83d\\ude42\"", "\\ud83d")]
    [InlineData("\"\\ud83d\\ude42\\uDE42\"", "\\uDE42")]
    public void A_lone_surrogate_is_shown(string json, string escape)
    {
        var expected = "x has a lone surrogate: " + escape;
        var scanner = At(json);
        Assert.False(scanner.TryText(0, out _));
        Assert.Equal(expected, scanner.Wrong("x", "no text"));
        scanner = At(json);
        Assert.False(scanner.TryInstant(out _));
        Assert.Equal(expected, scanner.Wrong("x", "no date-time"));
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("1e99999999999999999999")]
    public void A_number_that_a_type_cannot_hold_is_out_of_its_range(string number)
    {
        var scanner = At(number);
        Assert.False(scanner.TryFloat64(out _));
        Assert.Equal("x is out of range of double: " + number, scanner.Wrong("x", "no number"));
        scanner = At(number);
        Assert.False(scanner.TryFloat32(out _));
        Assert.Equal("x is out of range of float: " + number, scanner.Wrong("x", "no number"));
        scanner = At(number);
        Assert.False(scanner.TryDecimal(out _));
        Assert.Equal("x is out of range of decimal: " + number, scanner.Wrong("x", "no number"));
    }

    [Theory]
    [InlineData("1e-999")]
    [InlineData("-1e-999")]
    [InlineData("1e-99999999999999999999")]
    [InlineData("0e99999999999999999999")]
    [InlineData("0.0e999")]
    public void A_number_that_is_too_small_is_zero(string number)
    {
        var scanner = At(number);
        Assert.True(scanner.TryFloat64(out var value), number);
        Assert.Equal(0, value);
        scanner = At(number);
        Assert.True(scanner.TryFloat32(out var single), number);
        Assert.Equal(0, single);
        scanner = At(number);
        Assert.True(scanner.TryDecimal(out var exact), number);
        Assert.Equal(0, exact);
    }

    [Theory]
    [InlineData("\"1e999\"")]
    [InlineData("true")]
    [InlineData("[1]")]
    public void A_token_that_is_no_number_is_reported_as_such(string value)
    {
        var scanner = At(value);
        Assert.False(scanner.TryFloat64(out _));
        Assert.StartsWith("x is no number: ", scanner.Wrong("x", "no number"), StringComparison.Ordinal);
    }

    private static JsonScanner At(string value)
    {
        var scanner = new JsonScanner(Encoding.UTF8.GetBytes("{\"x\":" + value + "}"), new JsonDecoder());
        Assert.True(scanner.TryEnter(out _));
        Assert.True(scanner.NextMember(out _));
        return scanner;
    }

    private static string Scan(byte[] text)
    {
        var scanner = new JsonScanner(text, new JsonDecoder());
        if (scanner.TryEnter(out var reason))
        {
            while (scanner.NextMember(out _))
            {
                scanner.Skip();
            }

            Assert.False(scanner.TryEnd(out reason), Encoding.UTF8.GetString(text));
        }

        return reason!;
    }
}
