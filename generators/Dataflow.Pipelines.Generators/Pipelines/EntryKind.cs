namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>Which entry point a project gets.</summary>
internal enum EntryKind
{
    /// <summary>None: the project is a library, or has an entry point.</summary>
    None,

    /// <summary>One in a file-local class: the user has a type Program that is not a partial class.</summary>
    Hidden,

    /// <summary>One in a partial class Program, with the hook for services.</summary>
    WithHook,
}
