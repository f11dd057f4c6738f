using System.Runtime.InteropServices;

namespace KafkaToParquet.Results;

/// <summary>The machine of the measurement.</summary>
internal sealed record Machine(string Name, int Cores, string Cpu, string Runtime, string System)
{
    public static Machine Here() => new("machine", Environment.ProcessorCount, CpuModel(), RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription);

    private static string CpuModel()
    {
        const string Path = "/proc/cpuinfo";
        var line = File.Exists(Path) ? File.ReadLines(Path).FirstOrDefault(static l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
