using System.Reflection;

namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>Paths of the programs built before the tests.</summary>
internal static class Repository
{
    private static readonly Dictionary<string, string> Metadata =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(data => data.Key, data => data.Value!);

    internal static string Root => Metadata["Repository"];

    /// <summary>The packages that <c>./build.sh test</c> and <c>pack</c> build.</summary>
    internal static string Packages => Path.Combine(Root, "artifacts", "packages");

    /// <summary>The program of the sample with a control plane.</summary>
    internal static string NightlyReport => Path.Combine(Root, "samples", "NightlyReport", "bin", Metadata["Configuration"], "net10.0", "NightlyReport");

    /// <summary>The program of the sample without triggers.</summary>
    internal static string TopicToLake => Path.Combine(Root, "samples", "TopicToLake", "bin", Metadata["Configuration"], "net10.0", "TopicToLake");

    /// <summary>A program of the streaming sample.</summary>
    /// <param name="project">Folder of its project.</param>
    /// <param name="program">Its name.</param>
    internal static string Sample(string project, string program) =>
        Path.Combine(Root, "samples", "StreamingDataCleaning", project, "bin", Metadata["Configuration"], "net10.0", program);

    /// <summary>The program of a benchmark.</summary>
    /// <param name="name">Its name and that of its folder.</param>
    internal static string Benchmark(string name) => Path.Combine(Root, "benchmarks", name, "bin", Metadata["Configuration"], "net10.0", name);
}
