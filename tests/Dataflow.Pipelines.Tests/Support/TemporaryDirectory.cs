namespace Dataflow.Pipelines.Tests.Support;

/// <summary>A directory of one test, deleted with it.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dataflow-pipelines-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
