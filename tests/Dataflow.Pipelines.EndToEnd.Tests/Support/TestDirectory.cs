namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>A directory outside of the repository that is deleted at the end of the test.</summary>
internal sealed class TestDirectory : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("dataflow-test-").FullName;

    internal string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
