namespace Dataflow.Pipelines;

/// <summary>
/// The cache that readers of text, mainly JSON, retain between records: for each text member, the texts that repeat.
/// Owned by one lane; not safe for several threads.
/// </summary>
public sealed class JsonDecoder
{
    private TextCache[] _caches = [];

    /// <summary>A text, shared with earlier records where it is the same.</summary>
    /// <param name="member">Index of the member; each has its own cache.</param>
    /// <param name="utf8">The text, without quotes and escapes.</param>
    /// <returns><see langword="null"/> where the bytes are not valid UTF-8.</returns>
    public string? Text(int member, ReadOnlySpan<byte> utf8)
    {
        if ((uint)member >= (uint)_caches.Length)
        {
            Grow(member);
        }

        return _caches[member].Get(utf8);
    }

    private void Grow(int member)
    {
        var grown = new TextCache[member + 1];
        _caches.CopyTo(grown, 0);
        for (var i = _caches.Length; i < grown.Length; i++)
        {
            grown[i] = new TextCache();
        }

        _caches = grown;
    }
}
