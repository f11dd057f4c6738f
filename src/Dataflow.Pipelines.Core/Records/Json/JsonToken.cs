using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines;

/// <summary>The token that a <see cref="JsonScanner"/> read last.</summary>
internal enum JsonToken : byte
{
    /// <summary>The text is not JSON there, or ended.</summary>
    Broken,

    Null,
    True,
    False,
    Number,
    Text,

    /// <summary>A text whose bytes are not valid UTF-8.</summary>
    BrokenText,

    /// <summary>A text with an escape that is one half of a surrogate pair, without the other half.</summary>
    LoneSurrogate,

    /// <summary>An opening brace, not consumed yet.</summary>
    Object,

    /// <summary>An opening bracket, not consumed yet.</summary>
    Array,
}
