namespace Dataflow.Pipelines.Testing.Sources;

/// <summary>The rules of <see cref="RecordSourceContract{T}"/> and <see cref="MessageSourceContract{T, TFormat}"/>, by name.</summary>
public abstract class SourceContract
{
    private protected const string Reads = "what is there is read, each entry once";
    private protected const string ReadsOn = "what comes later is read";
    private protected const string GoesOn = "it goes on where a checkpoint stopped";
    private protected const string ChangesLanes = "it goes on with another number of lanes";
    private protected const string GoesBack = "a checkpoint decides, whatever the service was told";
    private protected const string Commits = "positions are committed while it reads";
    private protected const string Drains = "a drain ends it behind what was there";
    private protected const string Closes = "it can be closed at any moment";
    private protected const string Keeps = "an entry stays as it is until its chunk is released";
    private protected const string IsVacant = "a lane without splits says so";
    private protected const string MovesOn = "a split moves to another lane at the position of the checkpoint, whatever the service has committed";
    private protected const string IsUnreachable = "a service that cannot be reached is an error in time";

    private protected SourceContract()
    {
    }

    /// <summary>The rules, as the arguments of a data-driven test.</summary>
    public static IEnumerable<object[]> Rules() =>
        new[] { Reads, ReadsOn, GoesOn, ChangesLanes, GoesBack, Commits, Drains, Closes, Keeps, IsVacant, MovesOn, IsUnreachable }.Select(static rule => new object[] { rule });
}
