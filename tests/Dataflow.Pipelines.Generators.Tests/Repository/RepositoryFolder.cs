using System.Runtime.CompilerServices;

namespace Dataflow.Pipelines.Generators.Tests.Repository;

/// <summary>The folder that this project was built in.</summary>
internal static class RepositoryFolder
{
    /// <summary>The root.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Here(), "../../.."));

    /// <summary>A file or folder in it.</summary>
    /// <param name="path">From the root, with slashes.</param>
    public static string File(string path) => System.IO.Path.Combine(Path, path);

    private static string Here([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
