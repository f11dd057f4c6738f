using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Dataflow.Pipelines.Generators.Tests.Support;
using Dataflow.Pipelines.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dataflow.Pipelines.Generators.Tests.OddClasses;

/// <summary>
/// Checks the results for odd classes. Each builds and runs, or each of its diagnostics is at the user's code. No diagnostic is in generated code, nothing
/// throws, nothing is reported twice, and a DFP error is not accompanied by an error about code that the generator did not write.
/// </summary>
internal static partial class Odd
{
    /// <summary>Usings of every source, without warnings about the user's own style: a name in lower case, an unused member.</summary>
    public const string Head = """
        #pragma warning disable CS8981, CS0169, CS0414, CS0649, CS0067, CS0219
        using System;
        using Connectors;
        using Dataflow.Pipelines;

        """;

    // Errors about a missing part that the generator writes.
    private static readonly string[] MissingParts = ["CS0535", "CS8795", "CS9248", "CS0311", "CS0315", "CS0751", "CS9252"];

    private static readonly SyntaxTree Connectors = Compiler.Parse("#nullable enable\n" + Sources.Connectors, "Connectors.cs");

    /// <summary>Checks the cases of a table in one compilation, so that hundreds are possible.</summary>
    public static async Task CheckAsync(IEnumerable<OddCase> cases)
    {
        var all = cases.Select(static (row, i) => (Case: row, Tree: Compiler.Parse(Head + Namespace().Replace(row.Source, string.Create(CultureInfo.InvariantCulture, $"Odd{i}")), string.Create(CultureInfo.InvariantCulture, $"Case{i}.cs")))).ToList();
        var wrong = new List<string>();
        var sound = new List<SyntaxTree>();
        var (generation, found) = await FindAsync(all.Select(static row => row.Tree), static compilation => compilation);
        foreach (var (row, tree) in all)
        {
            var mine = found.Where(diagnostic => diagnostic.Location.GetLineSpan().Path == tree.FilePath).ToList();
            if (Fault(row.Expected, mine) is { } fault)
            {
                wrong.Add($"{row.Name}: {fault}\n    {string.Join("\n    ", mine)}");
            }

            if (mine.Count == 0)
            {
                sound.Add(tree);
            }
        }

        var places = all.Select(static row => row.Tree.FilePath).ToHashSet();
        wrong.AddRange(found.Where(diagnostic => !places.Contains(diagnostic.Location.GetLineSpan().Path)).Select(static diagnostic => $"not at the user's code: {diagnostic}\n    {Line(diagnostic)}"));
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {all.Count}:\n{string.Join("\n", wrong)}");
        Run((sound.Count == all.Count ? generation : Compiler.Generate(Compiler.Compile(OutputKind.DynamicallyLinkedLibrary, [.. sound, Connectors]))).Compilation);
    }

    /// <summary>
    /// Checks members of many names in one type, each on its own line. Those with diagnostics, all at their own lines, are excluded from the next
    /// round, until the rest builds without a warning and runs.
    /// </summary>
    /// <param name="names">The names.</param>
    /// <param name="member">The line of a member.</param>
    /// <param name="source">The file around the lines, without usings.</param>
    public static async Task CheckMembersAsync(IEnumerable<string> names, Func<string, string> member, Func<string, string> source)
    {
        var left = names.ToList();
        while (left.Count > 0)
        {
            var text = Head + source("\n" + string.Join("\n", left.Select(member)) + "\n");
            var first = text[..text.IndexOf(member(left[0]), StringComparison.Ordinal)].Count(static c => c == '\n');
            var (generation, found) = await FindAsync([Compiler.Parse(text)], static compilation => compilation);
            var wrong = found.Select(diagnostic => diagnostic.Location.GetLineSpan()).Select(place => place.Path == "Test.cs" ? place.StartLinePosition.Line - first : -1).ToHashSet();
            Assert.True(wrong.All(line => line >= 0 && line < left.Count), string.Join("\n", found.Select(static diagnostic => diagnostic + " " + Line(diagnostic))));
            if (wrong.Count == 0)
            {
                Run(generation.Compilation);
                return;
            }

            left = [.. left.Where((_, line) => !wrong.Contains(line))];
        }

        Assert.Fail("none of the members builds");
    }

    /// <summary>Checks a case that needs its own project.</summary>
    /// <param name="source">The user's code, without usings.</param>
    /// <param name="expected">See <see cref="OddCase"/>.</param>
    /// <param name="change">Changes the project.</param>
    public static async Task CheckAsync(string source, string? expected, Func<CSharpCompilation, CSharpCompilation>? change = null)
    {
        var (generation, found) = await FindAsync([Compiler.Parse(Head + source)], change ?? (static compilation => compilation));
        var fault = Fault(expected, found) ?? (found.Exists(static diagnostic => IsGenerated(diagnostic)) ? "not at the user's code" : null);
        Assert.True(fault is null, $"{source}\n{fault}\n{string.Join("\n", found.Select(static diagnostic => diagnostic + " " + Line(diagnostic)))}");
        if (found.Count == 0)
        {
            Run(generation.Compilation);
        }
    }

    private static async Task<(Generation Generation, List<Diagnostic> Found)> FindAsync(IEnumerable<SyntaxTree> trees, Func<CSharpCompilation, CSharpCompilation> change)
    {
        var generation = Compiler.Generate(change(Compiler.Compile(OutputKind.DynamicallyLinkedLibrary, [.. trees, Connectors])));
        var thrown = generation.Result.Results.Select(static result => result.Exception).OfType<Exception>().ToList();
        Assert.True(thrown.Count == 0, $"the generator threw: {string.Join("\n", thrown)}");
        return (generation, await Diagnostics.OfAsync(generation));
    }

    private static string? Fault(string? expected, List<Diagnostic> found)
    {
        var ids = found.Select(static diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal).ToList();
        if (expected is not null && expected.StartsWith('+'))
        {
            return ids.Contains(expected[1..]) ? null : $"expected {expected[1..]}";
        }

        if (expected is not null && expected != string.Join(" ", ids))
        {
            return $"expected '{expected}'";
        }

        // Another error of the compiler explains why no part could be written.
        var isExplained = ids.Exists(static id => id.StartsWith("CS", StringComparison.Ordinal) && !MissingParts.Contains(id));
        if (expected is null && !isExplained && ids.Exists(static id => id.StartsWith("DFP", StringComparison.Ordinal)) && ids.Exists(MissingParts.Contains))
        {
            return "an error about a missing part in addition to the DFP diagnostic";
        }

        return ids.Exists(static id => !id.StartsWith("DFP", StringComparison.Ordinal) && !id.StartsWith("CS", StringComparison.Ordinal)) || ids.Contains("DFP0026") ? "neither a DFP diagnostic of the user's code nor one of the compiler"
            : found.Where(static diagnostic => diagnostic.Id.StartsWith("DFP", StringComparison.Ordinal)).GroupBy(static diagnostic => (diagnostic.Id, diagnostic.Location.GetLineSpan(), diagnostic.GetMessage(CultureInfo.InvariantCulture))).Any(static group => group.Count() > 1) ? "a DFP diagnostic is reported twice"
            : null;
    }

    private static bool IsGenerated(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;

    private static string Line(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString() ?? "";

    // Code that builds without a DFP diagnostic is no stub: each descriptor and schema can be read, each record be written.
    private static void Run(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        foreach (var type in Assembly.Load(image.ToArray()).GetTypes().Where(static type => !type.ContainsGenericParameters && type is { IsAbstract: false }))
        {
            if (Implements(type, typeof(IPipeline<>)))
            {
                Call(nameof(Describe), type);
            }
            else if (Implements(type, typeof(IRecord<>)))
            {
                Call(nameof(Write), type);
            }
        }
    }

    private static bool Implements(Type type, Type contract) => type.GetInterfaces().Any(found => found.IsGenericType && found.GetGenericTypeDefinition() == contract);

    private static void Call(string method, Type type) =>
        typeof(Odd).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, null);

    private static void Describe<T>()
        where T : class, IPipeline<T> => Assert.NotEmpty(T.Descriptor.Id);

    private static void Write<T>()
        where T : struct, IRecord<T>
    {
        Assert.NotNull(T.Schema);
        Assert.False(T.TryReadJson("[]"u8, new JsonDecoder(), out _, out var reason));
        Assert.NotEmpty(reason);
    }

    [GeneratedRegex(@"\bOdd\b(?=[;. {])")]
    private static partial Regex Namespace();
}
