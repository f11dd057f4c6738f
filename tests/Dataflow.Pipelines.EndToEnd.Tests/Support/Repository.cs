using System.Reflection;

namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>Where things stand that were built before the tests.</summary>
internal static class Repository
{
    private static readonly Dictionary<string, string> Metadata =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(data => data.Key, data => data.Value!);

    internal static string Root => Metadata["Repository"];

    /// <summary>The packages that <c>./build.sh test</c> and <c>pack</c> make.</summary>
    internal static string Packages => Path.Combine(Root, "artifacts", "packages");

    /// <summary>A program of the sample.</summary>
    /// <param name="project">Folder of its project.</param>
    /// <param name="program">Its name.</param>
    internal static string Sample(string project, string program) =>
        Path.Combine(Root, "samples", "StreamingDataCleaning", project, "bin", Metadata["Configuration"], "net10.0", program);
}
