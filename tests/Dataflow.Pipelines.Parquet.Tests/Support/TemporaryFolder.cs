namespace Dataflow.Pipelines.Parquet.Tests;

/// <summary>A folder for one test, which deletes it at its end.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("parquet-tests-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string[] Files() => [.. Directory.GetFiles(Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
