using System.Text;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Testing;

/// <summary>Reads outputs as their records.</summary>
internal static class OutputReader
{
    /// <summary>Reads one.</summary>
    /// <param name="json">The output; null or empty: there is none.</param>
    /// <param name="what">Names it in the error.</param>
    public static T Read<T>(string? json, string what)
        where T : struct, IRecord<T>
    {
        try
        {
            return (string.IsNullOrEmpty(json) ? null : OutputJson.Read<T>(Encoding.UTF8.GetBytes(json)))
                ?? throw new ControlTestException($"{what} has no output: it has not completed, or has completed without one.");
        }
        catch (FormatException fault)
        {
            throw new ControlTestException($"The output of {what} is no {typeof(T).Name}: {json}. {fault.Message}", fault);
        }
    }
}
