using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Records;

/// <summary>A <c>[Record]</c> type, as its codecs and the nodes that carry it need it.</summary>
/// <param name="Type">The type.</param>
/// <param name="Id">Its name in snake_case.</param>
/// <param name="DisplayName">Its name in messages.</param>
/// <param name="IsRecord">Whether it carries <c>[Record]</c>.</param>
/// <param name="IsRecordStruct">Whether it is a <c>record struct</c>.</param>
/// <param name="IsReadOnly">Whether it is <c>readonly</c>.</param>
/// <param name="Members">In the order of their declaration, the constructor's first.</param>
/// <param name="TakenNames">Names of all its members: the generated part must not add any of these.</param>
internal sealed record RecordModel(
    TypeIdentity Type,
    string Id,
    string DisplayName,
    bool IsRecord,
    bool IsRecordStruct,
    bool IsReadOnly,
    EquatableArray<RecordMember> Members,
    EquatableArray<string> TakenNames)
{
    /// <summary>Whether it is a <c>ref struct</c>: it cannot be a type argument, so no code is written for it.</summary>
    public bool IsRefLike { get; init; }

    /// <summary>Names of user types visible in the record that a generated nested type could have: no nested type may hide one of them.</summary>
    public EquatableArray<string> VisibleTypes { get; init; }

    /// <summary>Required members that are not columns: nothing sets them when a record is read.</summary>
    public EquatableArray<UnsetMember> Unset { get; init; }

    /// <summary>The member with a name, or null.</summary>
    public RecordMember? Find(string name)
    {
        foreach (var member in Members)
        {
            if (member.Name == name)
            {
                return member;
            }
        }

        return null;
    }
}
