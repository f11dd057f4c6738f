namespace Dataflow.Pipelines.State;

/// <summary>
/// The kind of a part of a key: parts of different kinds never share a hash, whatever their bits. Checkpoints depend on the numbers: a new
/// kind goes before <see cref="Count"/>.
/// </summary>
internal enum KeyKind : byte
{
    Null,
    Boolean,
    Signed,
    Unsigned,
    Float,
    Decimal,
    Text,
    Bytes,
    Uuid,
    Instant,
    DateTime,
    Date,
    TimeOfDay,
    Duration,

    /// <summary>Number of kinds.</summary>
    Count,
}
