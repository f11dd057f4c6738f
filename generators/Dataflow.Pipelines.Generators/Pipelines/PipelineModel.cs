using Dataflow.Pipelines.Generators.Features.Keyed;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Restarts;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>A <c>[Pipeline]</c> class.</summary>
/// <param name="Type">The class.</param>
/// <param name="DisplayName">Its name in messages.</param>
/// <param name="Id">Id of the pipeline.</param>
/// <param name="Namespace">Namespace of the id.</param>
/// <param name="Version">Version of the definition.</param>
/// <param name="Title">Title for display.</param>
/// <param name="Description">One sentence.</param>
/// <param name="TimeZone">Time zone of its cron expressions.</param>
/// <param name="Parallelism">Lanes of keyed nodes; 0 takes the number of processors.</param>
/// <param name="CheckpointInterval">Longest time between two commits.</param>
/// <param name="IsAbstract">Whether it is abstract or static: it cannot be instantiated.</param>
/// <param name="HasConstructor">Whether the user wrote a constructor.</param>
/// <param name="HasPrimaryConstructor">Whether that constructor is a primary constructor.</param>
/// <param name="Services">Parameters of the user's constructor.</param>
/// <param name="Inputs">In the order of their declaration.</param>
/// <param name="Nodes">In the order of their declaration.</param>
/// <param name="Records">The record types that the nodes carry, by name.</param>
/// <param name="ExternalEvents">Declared events from outside.</param>
/// <param name="OtherMembers">Names of members that are neither nodes nor inputs.</param>
internal sealed record PipelineModel(
    TypeIdentity Type,
    string DisplayName,
    TextModel Id,
    string? Namespace,
    string Version,
    string? Title,
    string? Description,
    TextModel? TimeZone,
    int Parallelism,
    TextModel? CheckpointInterval,
    bool IsAbstract,
    bool HasConstructor,
    bool HasPrimaryConstructor,
    EquatableArray<ServiceModel> Services,
    EquatableArray<InputModel> Inputs,
    EquatableArray<NodeModel> Nodes,
    EquatableArray<RecordModel> Records,
    EquatableArray<string> ExternalEvents,
    EquatableArray<string> OtherMembers)
{
    /// <summary>Position of the user's constructor among the declared members; -1 for a primary constructor, or none.</summary>
    public int ConstructorMember { get; init; } = -1;

    /// <summary>Names of the members of its base classes: the generated part must not hide any.</summary>
    public EquatableArray<string> InheritedMembers { get; init; }

    /// <summary>Names of user types visible in the class that a generated nested type could have: no nested type may hide one of them.</summary>
    public EquatableArray<string> VisibleTypes { get; init; }

    /// <summary>When a failed job is restarted, where the class has a restart policy.</summary>
    public RestartModel? Restart { get; init; }

    /// <summary>Members of the engine's blocks that would hide the pipeline or a type in its namespace.</summary>
    public EquatableArray<string> HidingMembers { get; init; }

    /// <summary>Required members that are not inputs: nothing sets them.</summary>
    public EquatableArray<UnsetMember> Unset { get; init; }

    /// <summary>Members that the generated constructor without parameters leaves null although their types do not allow it.</summary>
    public EquatableArray<UnsetMember> Null { get; init; }

    /// <summary>Structs that nodes carry and that lack <c>[Record]</c>; their stubs prevent compiler errors at each use.</summary>
    public EquatableArray<RecordModel> Unmarked { get; init; }

    /// <summary>Whether the base class has no constructor that can be called without arguments.</summary>
    public bool BaseNeedsArguments { get; init; }

    /// <summary>Whether it is static: it can implement no interface.</summary>
    public bool IsStatic { get; init; }

    /// <summary>Whether it can be instantiated; otherwise at most a stub is written.</summary>
    public bool IsRunnable => Type is { IsPartial: true, IsFileLocal: false, TypeParameters.Length: 0 } && !IsAbstract;

    /// <summary>Whether the class belongs to a project with the control plane's package.</summary>
    public bool HasControl { get; init; }

    /// <summary>Whether the project has the package for Parquet files.</summary>
    public bool HasParquet { get; init; }

    /// <summary>Its databases.</summary>
    public EquatableArray<DatabaseModel> Databases { get; init; }

    /// <summary>Its pools.</summary>
    public EquatableArray<PoolModel> Pools { get; init; }

    /// <summary>Name of the policy for firings that fell into a downtime; null where none is stated.</summary>
    public string? CatchUp { get; init; }

    /// <summary>Runs that are active at a time; null where no number is stated.</summary>
    public int? MaxActiveRuns { get; init; }

    /// <summary>Methods that timers call, in the order of their declaration.</summary>
    public EquatableArray<TimerModel> Timers { get; init; }

    /// <summary>The record model of a type, or null.</summary>
    public RecordModel? FindRecord(TypeModel? type) => type is null ? null : FindRecord(type.FullName);

    /// <summary>The record model of a type by its full name, or null.</summary>
    public RecordModel? FindRecord(string fullName)
    {
        foreach (var record in Records)
        {
            if (record.Type.FullName == fullName)
            {
                return record;
            }
        }

        return null;
    }
}
