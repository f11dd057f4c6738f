using System.Text;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.Records;

public sealed class TextCacheTests
{
    [Fact]
    public void Repeated_text_is_the_same_instance()
    {
        var decoder = new JsonDecoder();
        var first = Read(decoder, 0, "\"page_view\"");
        Assert.Same(first, Read(decoder, 0, "\"page_view\""));
        Assert.Equal("page_view", first);
        Assert.Same("", Read(decoder, 0, "\"\""));
    }

    [Theory]
    [InlineData("\"grüß Gott\"", "grüß Gott")]
    [InlineData("\"tab\\tand \\u00e9\"", "tab\tand é")]
    [InlineData("\"日本\"", "日本")]
    [InlineData("\"a very long text that is surely longer than what is kept of texts\"", "a very long text that is surely longer than what is kept of texts")]
    public void Texts_of_every_kind_are_read_correctly_twice(string json, string text)
    {
        var decoder = new JsonDecoder();
        Assert.Equal(text, Read(decoder, 3, json));
        Assert.Equal(text, Read(decoder, 3, json));
    }

    [Fact]
    public void Random_texts_are_read_unchanged()
    {
        var random = new Random(1);
        var decoder = new JsonDecoder();
        for (var i = 0; i < 200_000; i++)
        {
            var text = new string(random.GetItems<char>("abcXYZ019_-äé", random.Next(40)));
            Assert.Equal(text, Read(decoder, i % 3, '"' + text + '"'));
        }
    }

    [Fact]
    public void Invalid_utf8_is_no_text() => Assert.Null(new JsonDecoder().Text(0, [(byte)'a', 0xC3, 0x28]));

    [Fact]
    public void Text_that_never_repeats_disables_the_cache_and_repeating_text_enables_it_again()
    {
        var cache = new TextCache();
        for (var i = 0; i < 8192; i++)
        {
            cache.Get(Encoding.ASCII.GetBytes($"id-{i}"));
        }

        Assert.NotSame(cache.Get("page_view"u8), cache.Get("page_view"u8));
        for (var i = 0; i < 8192 * 15; i++)
        {
            cache.Get("page_view"u8);
        }

        Assert.Same(cache.Get("page_view"u8), cache.Get("page_view"u8));
    }

    [Fact]
    public void A_record_allocates_no_more_than_the_text_that_does_not_repeat()
    {
        var decoder = new JsonDecoder();
        byte[][] messages = [.. Enumerable.Range(0, 50_000).Select(static i => Clicks.ClickInput.Click(10_000_000 + i, i, $"user {i % 20}").ToJson())];
        ReadAll(decoder, messages);

        var before = GC.GetAllocatedBytesForCurrentThread();
        ReadAll(decoder, messages);
        var perRecord = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)messages.Length;

        // An id of 8 characters is 40 bytes: header, length and text. The user is shared.
        Assert.InRange(perRecord, 0, 40.5);
    }

    private static void ReadAll(JsonDecoder decoder, byte[][] messages)
    {
        foreach (var message in messages)
        {
            if (!Clicks.Click.TryReadJson(message, decoder, out _, out var reason))
            {
                Assert.Fail(reason);
            }
        }
    }

    private static string? Read(JsonDecoder decoder, int member, string json)
    {
        var scanner = new JsonScanner(Encoding.UTF8.GetBytes("{\"x\":" + json + "}"), decoder);
        Assert.True(scanner.TryEnter(out _));
        Assert.True(scanner.NextMember(out _));
        Assert.True(scanner.TryText(member, out var text));
        return text;
    }
}
