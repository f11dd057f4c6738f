using Dataflow.Pipelines.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators.Tests.OddClasses;

/// <summary>
/// The names that generated code declares are in the list of <see cref="NameTests"/>, which gives each of them to all declarations of the user: a new name
/// in generated code that can clash with names of the user fails there.
/// </summary>
public sealed class DeclaredNameTests
{
    // Part of each name of the user, so that the other names are the generator's.
    private const string Mark = "Zz";

    private const string Source = Odd.Head + """
        namespace Odd;

        public enum KindZz { OneZz }
        [Record] public readonly partial record struct CountZz(int NZz);
        [Record] public readonly partial record struct RZz(int XZz, string KeyZz, DateTimeOffset AtZz, KindZz KindZz, KindZz? MaybeZz, int? NZz, string? TextZz, decimal PriceZz);
        [Record] public readonly partial record struct TotalZz([WindowKey] string KeyZz, [WindowStart] DateTimeOffset FromZz, [WindowEnd] DateTimeOffset ToZz, [Count] long NZz, [Sum(nameof(RZz.PriceZz))] decimal SumZz, [CountDistinct(nameof(RZz.TextZz))] long UsersZz);

        [Pipeline("odd_zz")]
        public sealed partial class PZz(System.IServiceProvider serviceZz)
        {
            [Input] public required int NumberZz { get; init; }
            [Input] public TimeSpan LengthZz { get; init; } = TimeSpan.FromMinutes(1);
            [Source, Watermark("AtZz")] public KafkaSource<RZz> EventsZz => new("a", "b");
            [Operator(From = nameof(EventsZz))] public OrReject<RZz> ValidateZz(in RZz rZz) => serviceZz is null ? Reject.Because("") : rZz;
            [Operator(From = nameof(ValidateZz), OnError = OnError.Reject)] public static bool WantedZz(in RZz rZz) => rZz.XZz > 0;
            [Operator(From = nameof(WantedZz))] public static void ManyZz(in RZz rZz, ref Emitter<RZz> outZz) => outZz.Emit(rZz);
            [Operator(From = nameof(ManyZz)), AsyncIO(MaxConcurrency = 4)] public static async System.Threading.Tasks.ValueTask<RZz?> AskZz(RZz rZz, System.Threading.CancellationToken stopZz) { await System.Threading.Tasks.Task.Yield(); return rZz; }
            [Deduplicate(From = nameof(AskZz), Within = "5m"), KeyBy("KeyZz")] public partial Stream<RZz> DistinctZz { get; }
            [Sample(From = nameof(DistinctZz), Every = 2), KeyBy("KeyZz")] public partial Stream<RZz> SomeZz { get; }
            [Operator(From = nameof(SomeZz)), KeyBy("KeyZz")] public static RZz KeepZz(in RZz seenZz, ref CountZz lastZz) { lastZz = new(lastZz.NZz + 1); return seenZz; }
            [Window(From = nameof(KeepZz), Tumbling = "5m"), KeyBy("KeyZz")] public partial Stream<TotalZz> TotalsZz { get; }
            [Late(From = nameof(TotalsZz))] public partial Stream<RZz> LateZz { get; }
            [Join(Left = nameof(DistinctZz), LeftKey = "KeyZz", Right = nameof(KeepZz), RightKey = "KeyZz", Within = "5m")] public static RZz PairZz(in RZz leftZz, in RZz rightZz) => leftZz;
            [Rejected(nameof(EventsZz), nameof(ValidateZz), nameof(WantedZz))] public partial Stream<DeadLetter> BadZz { get; }
            [Sink(From = nameof(TotalsZz))] public ParquetSink<TotalZz> TotalsOutZz => new("a");
            [Sink(From = nameof(LateZz))] public ParquetSink<RZz> LateOutZz => new("b");
            [Sink(From = nameof(PairZz))] public ParquetSink<RZz> PairsOutZz => new("c");
            [Sink(From = nameof(BadZz))] public ParquetSink<DeadLetter> BadOutZz => new("d");
        }
        """;

    [Fact]
    public async Task Each_name_that_generated_code_declares_is_tested_as_a_name_of_the_user()
    {
        var generation = Compiler.Generate(Compiler.Compile(OutputKind.DynamicallyLinkedLibrary, [Compiler.Parse(Source), Compiler.Parse("#nullable enable\n" + Sources.Connectors, "Connectors.cs")])).Compiles();
        Assert.Empty(await generation.OursAsync());
        var declared = generation.Result.GeneratedTrees
            .SelectMany(static tree => tree.GetRoot().DescendantNodes())
            .Select(Declared)
            .Where(static name => name.Length > 0 && !name.Contains(Mark, StringComparison.OrdinalIgnoreCase))
            .Distinct()
            .ToList();

        Assert.Contains("running", declared);
        Assert.Equal("", string.Join(", ", declared.Except(NameTests.Names.Select(static name => name.TrimStart('@'))).Order(StringComparer.Ordinal)));
    }

    private static string Declared(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
        ForEachStatementSyntax loop => loop.Identifier.ValueText,
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        TypeParameterSyntax parameter => parameter.Identifier.ValueText,
        CatchDeclarationSyntax fault => fault.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        MethodDeclarationSyntax method when !method.Modifiers.Any(SyntaxKind.OverrideKeyword) => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        UsingDirectiveSyntax { Alias.Name.Identifier.ValueText: var alias } => alias,
        _ => "",
    };
}
