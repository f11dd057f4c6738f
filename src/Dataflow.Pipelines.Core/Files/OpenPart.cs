namespace Dataflow.Pipelines.Files;

/// <summary>A part that is being written.</summary>
internal sealed class OpenPart<T>(IPartWriter<T> writer, string temporary, string final)
    where T : struct, IRecord<T>
{
    public IPartWriter<T> Writer { get; } = writer;

    public string Temporary { get; } = temporary;

    public string Final { get; } = final;

    public long LastUse { get; set; }
}
