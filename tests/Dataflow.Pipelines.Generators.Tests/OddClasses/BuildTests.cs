using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.OddClasses;

/// <summary>
/// The diagnostics of <c>dotnet build</c>. It stops at errors in declarations before it runs analyzers, so the generator must report the cause of a missing
/// generated part: a compilation in this process does not distinguish the two.
/// </summary>
public sealed partial class BuildTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // One mistake per file; the expected ids of a line are at its end. If 'partial' is missing, the compiler reports that too, at the same declaration.
    private static readonly (string Name, string Text)[] Files =
    [
        ("NotPartial.cs", """
            [Pipeline("not-partial")]
            public sealed class NotPartial // CS0260 DFP0001
            {
                [Source] public KafkaSource<Sound> Events => new("a", "b");
                [Sink(From = nameof(Events))] public ParquetSink<Sound> Lake => new("c");
            }
            """),
        ("OuterNotPartial.cs", """
            public class Outer // CS0260
            {
                [Pipeline("outer")]
                public sealed partial class Inner // DFP0001
                {
                    [Source] public KafkaSource<Sound> Events => new("a", "b");
                    [Rejected(nameof(Events))] public partial Stream<DeadLetter> Bad { get; }
                    [Sink(From = nameof(Events))] public ParquetSink<Sound> Lake => new("c");
                    [Sink(From = nameof(Bad))] public ParquetSink<DeadLetter> Letters => new("d");
                }
            }
            """),
        ("NoRecord.cs", """
            public readonly partial record struct Plain(int X);

            [Pipeline("no-record")]
            public sealed partial class NoRecord
            {
                [Source] public KafkaSource<Plain> Events => new("a", "b"); // DFP2002
                [Rejected(nameof(Events))] public partial Stream<DeadLetter> Bad { get; }
                [Sink(From = nameof(Events))] public ParquetSink<Plain> Lake => new("c"); // DFP2002
                [Sink(From = nameof(Bad))] public ParquetSink<DeadLetter> Letters => new("d");
            }
            """),
        ("RecordNotPartial.cs", """
            [Record]
            public readonly record struct Whole(int X); // CS0260 DFP0002
            """),
        ("Generic.cs", """
            [Pipeline("generic")]
            public sealed partial class Generic<T> // DFP0003
            {
                [Source] public KafkaSource<Sound> Events => new("a", "b");
                [Rejected(nameof(Events))] public partial Stream<DeadLetter> Bad { get; }
                [Sink(From = nameof(Events))] public ParquetSink<Sound> Lake => new("c");
                [Sink(From = nameof(Bad))] public ParquetSink<DeadLetter> Letters => new("d");
            }
            """),
        ("FileLocal.cs", """
            [Record]
            file readonly partial record struct Hidden(int X); // DFP0022
            """),
        ("Crashes.cs", """
            [Record]
            public readonly partial record struct 点击(int X);

            [Pipeline("delegate")]
            public sealed partial class Delegate
            {
                [Source] public KafkaSource<点击> Events => new("a", "b");
                [Rejected(nameof(Events))] public partial Stream<DeadLetter> Bad { get; }
                [Operator(From = nameof(Events))] public Func<点击, bool> Wanted => static _ => true; // CS0592
                [Sink(From = nameof(Wanted))] public ParquetSink<点击> Lake => new("c");
                [Sink(From = nameof(Bad))] public ParquetSink<DeadLetter> Letters => new("d");
            }
            """),
        ("Sound.cs", """
            [Record] public readonly partial record struct Sound(int X);

            [Pipeline("sound")]
            public sealed partial class SoundPipeline
            {
                [Source] public KafkaSource<Sound> Events => new("a", "b");
                [Rejected(nameof(Events))] public partial Stream<DeadLetter> Bad { get; }
                [Sink(From = nameof(Events))] public ParquetSink<Sound> Lake => new("c");
                [Sink(From = nameof(Bad))] public ParquetSink<DeadLetter> Letters => new("d");
            }
            """),
    ];

    [Fact]
    public async Task A_build_reports_the_cause_of_a_missing_part_and_no_consequential_error()
    {
        var directory = Directory.CreateTempSubdirectory("dataflow-test-");
        try
        {
            await WriteAsync(directory.FullName);
            var output = await BuildAsync(directory.FullName);
            var shown = Diagnostic().Matches(output).Select(static match => $"{Path.GetFileName(match.Groups["file"].Value)}:{match.Groups["line"].Value} {match.Groups["id"].Value}").Distinct().Order(StringComparer.Ordinal);
            Assert.True(Expected().SequenceEqual(shown), $"expected:\n{string.Join("\n", Expected())}\nthe build wrote:\n{output}");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Expected() =>
        Files
            .SelectMany(static file => file.Text.Split('\n').Select((line, i) => (file.Name, Line: i + 1, Ids: line.Contains("// ", StringComparison.Ordinal) ? line.Trim().Split("// ")[1].Split(' ') : [])))
            .SelectMany(static row => row.Ids.Select(id => string.Create(CultureInfo.InvariantCulture, $"{row.Name}:{row.Line} {id}")))
            .Order(StringComparer.Ordinal);

    // The project references the assemblies next to this test: it needs no package and no package source.
    private static async Task WriteAsync(string folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), "<configuration><packageSources><clear /></packageSources></configuration>");
        await File.WriteAllTextAsync(Path.Combine(folder, "Odd.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <Using Include="Connectors" />
                <Using Include="Dataflow.Pipelines" />
                <Reference Include="{typeof(DeadLetter).Assembly.Location}" />
                <Analyzer Include="{typeof(PipelineGenerator).Assembly.Location}" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "Connectors.cs"), Sources.Connectors);
        foreach (var (name, text) in Files)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), text);
        }
    }

    private static async Task<string> BuildAsync(string folder)
    {
        // No build server may keep running: it would lock the assemblies.
        var start = new ProcessStartInfo("dotnet", ["build", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-tl:off"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        };
        using var build = Process.Start(start)!;
        var (output, errors) = (build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), build.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await build.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            build.Kill(entireProcessTree: true);
            Assert.Fail($"expected the build to end within {Patience}; until then it wrote:\n{await output}\n{await errors}");
        }

        Assert.True(build.ExitCode == 1, $"expected the build to fail with exit code 1, and it ended with {build.ExitCode}:\n{await output}\n{await errors}");
        return await output;
    }

    [GeneratedRegex(@"^(?<file>[^\r\n(]+)\((?<line>\d+),\d+\): (?:error|warning) (?<id>\w+):", RegexOptions.Multiline)]
    private static partial Regex Diagnostic();
}
