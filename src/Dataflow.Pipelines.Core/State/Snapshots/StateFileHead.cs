using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text.Json;

namespace Dataflow.Pipelines.State;

/// <summary>The head of a file of state: its node and lane, and the states that its blocks name by index.</summary>
/// <param name="Format">Version of the file; a reader rejects another.</param>
/// <param name="Node">Id of the node.</param>
/// <param name="Lane">The lane that wrote it.</param>
/// <param name="Tables">The states.</param>
internal sealed record StateFileHead(int Format, string Node, int Lane, IReadOnlyList<StateTableHead> Tables)
{
    public const int CurrentFormat = 1;

    /// <summary>Bytes before the head.</summary>
    public const int PrefixSize = sizeof(int) + sizeof(ulong);

    /// <summary>The head of a lane's file, as JSON.</summary>
    public static byte[] Of(StateScope scope, IReadOnlyList<DeclaredState> states) =>
        JsonSerializer.SerializeToUtf8Bytes(new StateFileHead(CurrentFormat, scope.Node, scope.Lane, [.. states.Select(static s => s.Head)]), StateJson.Default.StateFileHead);

    /// <summary>Length and checksum of a head, little-endian.</summary>
    public static byte[] Prefix(ReadOnlySpan<byte> head)
    {
        var prefix = new byte[PrefixSize];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, head.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(prefix.AsSpan(sizeof(int)), XxHash3.HashToUInt64(head));
        return prefix;
    }
}
