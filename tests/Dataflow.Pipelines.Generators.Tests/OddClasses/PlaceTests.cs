namespace Dataflow.Pipelines.Generators.Tests.OddClasses;

/// <summary>Every accessibility in every place: types that can have a generated part get it, the others are reported at their own names.</summary>
public sealed class PlaceTests
{
    private static readonly string[] Access = ["public ", "internal ", "private ", "protected ", "protected internal ", "file ", ""];

    private static readonly (string Open, bool CanHaveParts)[] Places =
    [
        ("", true),
        ("public partial class Outer {", true),
        ("public partial struct Outer {", true),
        ("public partial record struct Outer {", true),
        ("public partial interface IOuter {", true),
        ("public static partial class Outer {", true),
        ("public partial class Outer<T> {", true),
        ("public partial class Outer<T, U> where T : class, new() where U : struct {", true),
        ("public partial class Outer { public partial struct Middle { internal static partial class Inner {", true),
        ("public partial class Outer<T> { public partial class Middle<U> {", true),
        ("public partial class Outer { private partial class Hidden {", true),
        ("file partial class Outer {", false),
        ("file partial class Outer { public partial class Inner {", false),
        ("public class Outer {", false),
        ("public partial class Outer { public class Inner {", false),
        ("public class Outer { public partial class Inner {", false),
        ("public interface IOuter {", false),
    ];

    [Fact]
    public Task A_pipeline() => Odd.CheckAsync(All().Select(static row => new OddCase(
        row.Access + row.Place,
        "namespace Odd;\n" + OddPipeline.Record + row.Place + $" [Pipeline(\"odd\")] {row.Access}sealed partial class P\n" + OddPipeline.Members(more: "[Input] public int Number { get; init; }") + Close(row.Place),
        Expected(row.Access, row.Place, "DFP0001", "CS9248 DFP0022"))));

    [Fact]
    public Task A_record() => Odd.CheckAsync(All().Select(static row => new OddCase(
        row.Access + row.Place,
        "namespace Odd;\n" + row.Place + $" [Record] {row.Access}readonly partial record struct R(int X, string? Text, R.Kind Chosen, int? Maybe = 5) {{ public enum Kind {{ A, B }} }}" + Close(row.Place),
        Expected(row.Access, row.Place, "DFP0002", "DFP0022"))));

    private static IEnumerable<(string Access, string Place)> All() => Access.SelectMany(static access => Places.Select(place => (access, place.Open)));

    private static string Close(string place) => string.Concat(Enumerable.Repeat("}", place.Count(static c => c == '{')));

    // Null where C# forbids the accessibility: the compiler reports it.
    private static string? Expected(string access, string place, string notPartial, string fileLocal)
    {
        var isNested = place.Length > 0;
        var isAllowed = access switch
        {
            "file " => !isNested,
            "private " => isNested,
            "protected " or "private protected " or "protected internal " => isNested && !place.Contains("struct Outer", StringComparison.Ordinal) && !place.Contains("static", StringComparison.Ordinal) && !place.Contains("sealed", StringComparison.Ordinal),
            _ => true,
        };
        return !isAllowed ? null
            : access == "file " ? fileLocal
            : Places.First(candidate => candidate.Open == place).CanHaveParts ? ""
            : place.StartsWith("file", StringComparison.Ordinal) ? fileLocal
            : "CS0260 " + notPartial;
    }
}
