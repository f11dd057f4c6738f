namespace Dataflow.Pipelines.Generators.Records;

/// <summary>The members of a record by their place in the JSON object: a name refers to a member or to a nested object.</summary>
internal sealed class JsonTree
{
    private readonly List<JsonTree> _children = [];

    private JsonTree(string name, string path, RecordMember? member)
    {
        Name = name;
        Path = path;
        Member = member;
    }

    /// <summary>Property name.</summary>
    public string Name { get; }

    /// <summary>Property names from the outermost inwards, with dots.</summary>
    public string Path { get; }

    /// <summary>The member at this place; null for a nested object.</summary>
    public RecordMember? Member { get; }

    /// <summary>The properties of the nested object, in the order of the members.</summary>
    public IReadOnlyList<JsonTree> Children => _children;

    public static JsonTree Of(RecordModel record)
    {
        var root = new JsonTree("", "", null);
        foreach (var member in record.Members)
        {
            var place = root;
            for (var depth = 0; depth < member.JsonPath.Count - 1; depth++)
            {
                place = place.Object(member.JsonPath[depth]);
            }

            place._children.Add(new JsonTree(member.JsonPath[member.JsonPath.Count - 1], member.JsonName, member));
        }

        return root;
    }

    private JsonTree Object(string name)
    {
        var nested = _children.Find(child => child.Member is null && string.Equals(child.Name, name, StringComparison.Ordinal));
        if (nested is null)
        {
            nested = new JsonTree(name, Path.Length == 0 ? name : Path + "." + name, null);
            _children.Add(nested);
        }

        return nested;
    }
}
