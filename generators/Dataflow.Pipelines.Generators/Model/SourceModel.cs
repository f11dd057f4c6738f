namespace Dataflow.Pipelines.Generators.Model;

/// <summary>What a source has: records, or messages in a format.</summary>
/// <param name="Format">The format of its messages; none for a source of records.</param>
/// <param name="Forms">The forms that its type has, as people write them, in the order of their declaration; one where all is well.</param>
internal sealed record SourceModel(TypeModel? Format, EquatableArray<string> Forms)
{
    /// <summary>Whether it has messages, which a format decodes.</summary>
    public bool HasMessages => Format is not null;
}
