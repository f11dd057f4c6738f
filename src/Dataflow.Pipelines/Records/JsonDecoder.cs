using System.Text.Json;

namespace Dataflow.Pipelines;

/// <summary>
/// What the reading of JSON keeps between records: for each text member, the texts that come again and again.
/// Owned by one lane; not safe for several threads.
/// </summary>
public sealed class JsonDecoder
{
    private TextCache[] caches = [];

    /// <summary>The text of the token that the reader stands on, shared with earlier records where it is the same.</summary>
    /// <param name="member">Index of the member; each has a cache of its own.</param>
    /// <param name="reader">Stands on a string.</param>
    /// <exception cref="InvalidOperationException">The text is no valid UTF-8 or UTF-16.</exception>
    public string Text(int member, ref Utf8JsonReader reader)
    {
        if ((uint)member >= (uint)caches.Length)
        {
            Grow(member);
        }

        return reader.ValueIsEscaped || reader.HasValueSequence
            ? reader.GetString()!
            : caches[member].Get(reader.ValueSpan);
    }

    private void Grow(int member)
    {
        var grown = new TextCache[member + 1];
        caches.CopyTo(grown, 0);
        for (var i = caches.Length; i < grown.Length; i++)
        {
            grown[i] = new TextCache();
        }

        caches = grown;
    }
}
