using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines;

/// <summary>What a <see cref="JsonScanner"/> read last.</summary>
internal enum JsonToken : byte
{
    /// <summary>The text is no JSON there, or ended.</summary>
    Broken,

    Null,
    True,
    False,
    Number,
    Text,

    /// <summary>A text whose bytes are no valid UTF-8.</summary>
    BrokenText,

    /// <summary>A text with an escape that is one half of a surrogate pair, without the other half.</summary>
    LoneSurrogate,

    /// <summary>An opening brace, not taken yet.</summary>
    Object,

    /// <summary>An opening bracket, not taken yet.</summary>
    Array,
}
