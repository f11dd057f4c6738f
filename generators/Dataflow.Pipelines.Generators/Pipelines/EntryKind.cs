namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>Which entry point a project gets.</summary>
internal enum EntryKind
{
    /// <summary>None: it is a library, or has one.</summary>
    None,

    /// <summary>One whose class is hidden in its file: the user has a type Program that is no partial class.</summary>
    Hidden,

    /// <summary>One in a partial class Program, with the hook for services.</summary>
    WithHook,
}
