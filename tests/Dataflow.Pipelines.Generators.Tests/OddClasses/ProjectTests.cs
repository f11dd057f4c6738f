using Dataflow.Pipelines.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dataflow.Pipelines.Generators.Tests.OddClasses;

/// <summary>Odd projects: namespaces, the nullable context, the version of the language, programs.</summary>
public sealed class ProjectTests
{
    private const string Pipeline = "[Pipeline(\"odd\")] public sealed partial class P\n";

    [Theory]
    [InlineData("~", "")]
    [InlineData("namespace Odd { ~ }", "")]
    [InlineData("namespace Odd.Deep.Deeper { ~ }", "")]
    [InlineData("namespace Odd { namespace Deep { ~ } }", "")]
    [InlineData("namespace System { ~ }", "")]
    [InlineData("namespace System.Text.Json { ~ }", "")]
    [InlineData("namespace Dataflow { ~ }", "")]
    [InlineData("namespace Dataflow.Pipelines { ~ }", "")]
    [InlineData("namespace Dataflow.Pipelines.Mine { ~ }", "")]
    [InlineData("namespace Dataflow.Pipelines.CodeGeneration { ~ }", "")]
    [InlineData("namespace Mine.System { ~ }", "")]
    [InlineData("namespace Mine.Dataflow.Pipelines { ~ }", "")]
    [InlineData("namespace Mine.System.Collections.Generic { ~ }", "")]
    [InlineData("namespace Mine { namespace System { } namespace Dataflow { } namespace Microsoft { } ~ }", "")]
    [InlineData("namespace Mine { public class System; public class Dataflow; public class Task; ~ }", "")]
    [InlineData("namespace Mine { public class IServiceProvider; public class JobBuilder; public class Exception; public struct UInt128; ~ }", null)]
    [InlineData("namespace P { ~ }", "")]
    [InlineData("namespace R { ~ }", null)]
    [InlineData("namespace P.P { ~ }", "")]
    [InlineData("namespace Odd { ~ } namespace Odd.P { public class Other; }", null)]
    [InlineData("namespace Odd { public class Events; public class Distinct; public class Wanted; ~ }", "")]
    [InlineData("namespace Odd { public static class Inputs; public class EventsBlock; public class DistinctKey; ~ }", "")]
    [InlineData("namespace Odd { public static class OddText; public class KindText; ~ }", "")]
    public async Task A_namespace(string around, string? expected)
    {
        var types = OddPipeline.Record.Replace("int X", "int X, Kind K", StringComparison.Ordinal) + "public enum Kind { A }\n" + Pipeline + OddPipeline.Members(more: "[Input] public int Number { get; init; }");
        await Odd.CheckAsync(around.Replace("~", types, StringComparison.Ordinal), expected);
    }

    [Theory]
    [InlineData("#nullable disable\n")]
    [InlineData("#nullable enable\n")]
    [InlineData("#nullable disable annotations\n")]
    [InlineData("#nullable disable warnings\n")]
    public async Task A_nullable_context(string directive)
    {
        var source = "namespace Odd;\n" + directive + "[Record] public readonly partial record struct R(int X, string Key, DateTimeOffset At, byte[] Bytes);\n" + Pipeline
            + OddPipeline.Members(more: "[Input] public required string Text { get; init; } [Input] public string Other { get; init; } = \"\";");
        await Odd.CheckAsync(source, "");
        foreach (var option in Enum.GetValues<NullableContextOptions>())
        {
            await Odd.CheckAsync(source, "", compilation => compilation.WithOptions(compilation.Options.WithNullableContextOptions(option)));
        }
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp12)]
    public async Task A_language_version_before_13_is_reported_at_each_class(LanguageVersion version)
    {
        const string Source = "using Dataflow.Pipelines; namespace Odd { [Pipeline(\"odd\")] public partial class P { } [Pipeline(\"two\")] public partial class Q { [Input] public int Number { get; set; } } }";
        var options = Compiler.ParseOptions.WithLanguageVersion(version);
        var compilation = Compiler.Compile().RemoveAllSyntaxTrees().AddSyntaxTrees(CSharpSyntaxTree.ParseText(Source, options, "Test.cs"));
        compilation = compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable));
        var generation = Compiler.Generate(compilation, options);
        var found = await Diagnostics.OfAsync(generation);
        Assert.Equal(["DFP0025", "DFP0025"], found.Select(static diagnostic => diagnostic.Id));
        Assert.Contains("'P' needs C# 13 or later, and the project has C# " + version.ToDisplayString(), found[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Latest)]
    [InlineData(LanguageVersion.Preview)]
    public async Task A_language_version_from_13_on_builds(LanguageVersion version)
    {
        var options = Compiler.ParseOptions.WithLanguageVersion(version);
        var compilation = Compiler.Compile().RemoveAllSyntaxTrees().AddSyntaxTrees(
            new[] { "global using System; global using System.Threading; global using System.Threading.Tasks;", Odd.Head + "namespace Odd;\n" + OddPipeline.With("[Input] public int Number { get; init; }"), Sources.Connectors }
                .Select((source, i) => CSharpSyntaxTree.ParseText(source, options, $"Test{i}.cs")));
        Assert.Empty(await Diagnostics.OfAsync(Compiler.Generate(compilation, options)));
    }

    [Theory]
    [InlineData("[Pipeline(\"odd\")] public sealed partial class Program\n", "")]
    [InlineData("[Pipeline(\"odd\")] partial class Program\n", "")]
    [InlineData("[Pipeline(\"odd\")] public sealed class Program\n", "CS0260 DFP0001")]
    [InlineData("namespace Odd; [Pipeline(\"odd\")] public sealed partial class Program\n", "")]
    [InlineData("namespace Program; [Pipeline(\"odd\")] public sealed partial class P\n", null)]
    [InlineData("public static partial class Program { } [Pipeline(\"odd\")] public sealed partial class P\n", "")]
    [InlineData("public struct Program { } [Pipeline(\"odd\")] public sealed partial class P\n", "")]
    [InlineData("public interface Program { } [Pipeline(\"odd\")] public sealed partial class P\n", "")]
    [InlineData("public class Program<T> { } [Pipeline(\"odd\")] public sealed partial class P\n", "")]
    [InlineData("public partial record Program; [Pipeline(\"odd\")] public sealed partial class P\n", "")]
    [InlineData("public partial class Program { public int Main => 5; } [Pipeline(\"odd\")] public sealed partial class P\n", null)]
    [InlineData("[Pipeline(\"odd\")] public abstract partial class P\n", "DFP0003")]
    [InlineData("[Pipeline(\"odd\")] file sealed partial class P\n", "CS9248 DFP0022")]
    public async Task A_program(string head, string? expected)
    {
        foreach (var input in new[] { "", "[Input] public int Number { get; init; }" })
        {
            await Odd.CheckAsync(head + OddPipeline.Members(more: input) + OddPipeline.Record, expected, static compilation => compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)));
        }
    }
}
