using System.Text;

namespace StreamingDataCleaning.LoadGenerator.Events;

/// <summary>Clean and unclean event types; JSON-escaped UTF-8.</summary>
internal static class EventNames
{
    /// <summary>Eight, so that three bits select one; most are clicks.</summary>
    internal static readonly byte[][] Usual = Utf8("click", "click", "click", "page_view", "page_view", "add_to_cart", "search", "purchase");

    internal static readonly byte[][] Odd = Utf8(
        "Click", " PAGE_VIEW ", "add to cart", "click\\u0000", "se\\u0007arch", "Purchase!", "page-view", "点击");

    private static byte[][] Utf8(params string[] names) => [.. names.Select(Encoding.UTF8.GetBytes)];
}
