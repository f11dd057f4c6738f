namespace Dataflow.Pipelines.Testing.Sources;

/// <summary>The rules of <see cref="RecordSourceContract{T}"/> and <see cref="MessageSourceContract{T, TFormat}"/>, by name.</summary>
public abstract class SourceContract
{
    private protected const string Reads = "existing entries are read, each once";
    private protected const string ReadsOn = "entries that are appended later are read";
    private protected const string GoesOn = "it continues at the position of a checkpoint";
    private protected const string ChangesLanes = "it continues with another number of lanes";
    private protected const string GoesBack = "the checkpoint decides, not the positions reported to the service";
    private protected const string Commits = "positions are committed while it reads";
    private protected const string Drains = "a drain ends it after the existing entries";
    private protected const string Closes = "it can be closed at any moment";
    private protected const string Keeps = "an entry does not change until its chunk is released";
    private protected const string IsVacant = "a lane without splits reports it";
    private protected const string MovesOn = "a split moves to another lane at the position of the checkpoint, not at the one that the service has committed";
    private protected const string IsUnreachable = "a service that cannot be reached is an error in time";

    private protected SourceContract()
    {
    }

    /// <summary>The rules, as the arguments of a data-driven test.</summary>
    public static IEnumerable<object[]> Rules() =>
        new[] { Reads, ReadsOn, GoesOn, ChangesLanes, GoesBack, Commits, Drains, Closes, Keeps, IsVacant, MovesOn, IsUnreachable }.Select(static rule => new object[] { rule });
}
