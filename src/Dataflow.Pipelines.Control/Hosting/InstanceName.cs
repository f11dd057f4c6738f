using System.Globalization;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>Names an instance to people: machine, process, and a part that no other instance has.</summary>
internal static class InstanceName
{
    public static string Create() => string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid().ToString("N")[..6]}");
}
