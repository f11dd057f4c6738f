using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Records;

/// <summary>A <c>[Record]</c> type: all that its codecs and the nodes that carry it need to know.</summary>
/// <param name="Type">The type.</param>
/// <param name="Id">Its name in snake_case.</param>
/// <param name="DisplayName">What people call it.</param>
/// <param name="IsRecord">Whether it carries <c>[Record]</c>.</param>
/// <param name="IsRecordStruct">Whether it is a <c>record struct</c>.</param>
/// <param name="IsReadOnly">Whether it is <c>readonly</c>.</param>
/// <param name="Members">In the order of their declaration, the constructor's first.</param>
/// <param name="TakenNames">Names of all its members: the generated part adds none of these.</param>
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
    /// <summary>Whether it is a <c>ref struct</c>: it can be no type argument, and so implements nothing for a connector.</summary>
    public bool IsRefLike { get; init; }

    /// <summary>Names that a type inside the record could have, and that types of the user's have which the record sees: no type inside hides one of them.</summary>
    public EquatableArray<string> VisibleTypes { get; init; }

    /// <summary>Required members that are no columns: nothing sets them when a record is read.</summary>
    public EquatableArray<UnsetMember> Unset { get; init; }

    /// <summary>The member of a name, or none.</summary>
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
