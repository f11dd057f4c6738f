using System.Globalization;

namespace Dataflow.Pipelines.Testing.Sinks;

/// <summary>The rules of <see cref="SinkContract{T}"/>, by name.</summary>
public abstract class SinkContract
{
    // Number of random sequences of restarts; each is a separate rule, because each rule has its own service.
    private const int Seeds = 10;

    private protected const string Writes = "the records of a checkpoint are visible once it is committed";
    private protected const string IsHidden = "records that are in no checkpoint are not visible, unless the sink declares that they are";
    private protected const string Finishes = "records that were prepared and not committed are committed by the next start";
    private protected const string TakesAway = "records that were written and not prepared are written again, and are visible once";
    private protected const string CommitsTwice = "a commit may be repeated";
    private protected const string ChangesLanes = "another number of lanes commits the prepared records";
    private protected const string GoesOn = "it continues to write while a checkpoint is prepared and committed";
    private protected const string Copies = "it does not use the memory of a batch that it has not retained";
    private protected const string IsEmpty = "a checkpoint without records leaves nothing";
    private protected const string Closes = "it can be closed at any moment";
    private protected const string Lives = "after any restarts each record is visible";
    private protected const string Seed = ", seed ";
    private protected const string IsUnreachable = "a service that cannot be reached is an error in time";

    private protected SinkContract()
    {
    }

    /// <summary>The rules, as the arguments of a data-driven test. One with random work names its seed, which makes it repeatable and may be any number.</summary>
    public static IEnumerable<object[]> Rules() =>
        new[] { Writes, IsHidden, Finishes, TakesAway, CommitsTwice, ChangesLanes, GoesOn, Copies, IsEmpty, Closes, IsUnreachable }
            .Concat(Enumerable.Range(1, Seeds).Select(static seed => string.Create(CultureInfo.InvariantCulture, $"{Lives}{Seed}{seed}")))
            .Select(static rule => new object[] { rule });
}
