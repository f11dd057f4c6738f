using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>A program and how an attempt starts it. Arguments and values of the environment may be secrets: no error and no log shows them.</summary>
/// <param name="program">A file's path, relative to the working folder, or a name without a separator, which is looked up in PATH.</param>
/// <param name="arguments">The arguments, which the program receives unchanged: no shell reads them.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProcessCommand(string program, IReadOnlyList<string> arguments)
{
    /// <summary>The program.</summary>
    public string Program { get; } = program;

    /// <summary>Its arguments, without the program.</summary>
    public IReadOnlyList<string> Arguments { get; } = arguments;

    /// <summary>Variables that are added to the environment of the host, or replace those of the same name.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The working folder; <see langword="null"/>: that of the host.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>The bytes of both output streams that are logged; what exceeds them is read, counted and discarded.</summary>
    public long OutputLimit { get; init; } = 16 << 20;

    /// <summary>Whether it writes a result record to the file that <c>DATAFLOW_RESULT_FILE</c> names.</summary>
    public bool HasRecord { get; init; }

    /// <summary>The program and the number of its arguments.</summary>
    public override string ToString() => Arguments.Count == 1 ? $"'{Program}' (1 argument)" : $"'{Program}' ({Arguments.Count} arguments)";
}
