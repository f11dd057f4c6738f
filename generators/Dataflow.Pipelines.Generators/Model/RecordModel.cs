namespace Dataflow.Pipelines.Generators.Model;

/// <summary>A <c>[Record]</c> type: all that its codecs and the nodes that carry it need to know.</summary>
/// <param name="Type">The type.</param>
/// <param name="Id">Its name in snake_case.</param>
/// <param name="DisplayName">What people call it.</param>
/// <param name="IsRecord">Whether it carries <c>[Record]</c>.</param>
/// <param name="IsRecordStruct">Whether it is a <c>record struct</c>.</param>
/// <param name="IsReadOnly">Whether it is <c>readonly</c>.</param>
/// <param name="Members">In the order of their declaration, the constructor's first.</param>
/// <param name="TakenNames">Those names of <c>IRecord</c>'s members that the type uses itself.</param>
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
