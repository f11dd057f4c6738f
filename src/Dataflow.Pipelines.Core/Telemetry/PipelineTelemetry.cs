using System.Diagnostics;
using System.Reflection;

namespace Dataflow.Pipelines.Telemetry;

/// <summary>The meter and the activity source of the engine. docs/telemetry.md lists the instruments and the activities.</summary>
public static class PipelineTelemetry
{
    /// <summary>Name of the meter and of the activity source, for <c>AddMeter</c> and <c>AddSource</c> of OpenTelemetry.</summary>
    public const string Name = "Dataflow.Pipelines";

    /// <summary>The version of the engine, which the meter and the source carry.</summary>
    internal static string Version { get; } = typeof(PipelineTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>The activities of jobs: starts and checkpoints. None for a batch or a record.</summary>
    internal static ActivitySource Activities { get; } = new(Name, Version);
}
