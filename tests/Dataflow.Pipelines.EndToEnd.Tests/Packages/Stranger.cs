using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.Packages;

/// <summary>Builds projects outside of the repository, with the package files, the package sources of the machine and an empty cache.</summary>
public sealed class Stranger : IAsyncLifetime
{
    private static readonly string[] All = ["Dataflow.Pipelines", "Dataflow.Pipelines.Control", "Dataflow.Pipelines.Control.PostgreSql", "Dataflow.Pipelines.Control.Testing", "Dataflow.Pipelines.Kafka", "Dataflow.Pipelines.Parquet", "Dataflow.Pipelines.Testing"];

    private readonly TestDirectory _directory = new();

    /// <summary>The result of the build with the class of the README.</summary>
    internal (int Code, string Story) ReadmeBuild { get; private set; }

    /// <summary>The program built from the class of the README.</summary>
    internal string Program => ProgramOf("Readme");

    /// <summary>The program of a project.</summary>
    internal string ProgramOf(string name) => Path.Combine(_directory[name], "bin", "Release", "net10.0", name);

    public async ValueTask InitializeAsync()
    {
        var packages = Directory.Exists(Repository.Packages) ? Directory.GetFiles(Repository.Packages, "*.nupkg") : [];
        Assert.True(packages.Length > 0, $"There are no packages in {Repository.Packages}: run ./build.sh pack first, as ./build.sh test does.");

        // In addition to the package sources of the machine.
        await File.WriteAllTextAsync(_directory["nuget.config"], $"""
            <configuration>
              <packageSources>
                <add key="dataflow-pipelines-files" value="{Repository.Packages}" />
              </packageSources>
            </configuration>
            """);
        ReadmeBuild = await BuildAsync("Readme", isProgram: true, ("App.cs", string.Concat(Snippets.Of(Snippets.Readme))));
    }

    /// <summary>Builds a project as <c>dotnet new console</c> or <c>classlib</c> creates it, with all packages of the repository and these files.</summary>
    internal Task<(int Code, string Story)> BuildAsync(string name, bool isProgram, params (string Name, string Text)[] files) =>
        BuildAsync(name, isProgram, All, files);

    /// <summary>Builds a project with these packages and files. Packages of others have the version that the repository uses.</summary>
    internal async Task<(int Code, string Story)> BuildAsync(string name, bool isProgram, string[] packages, (string Name, string Text)[] files)
    {
        var folder = await WriteAsync(name, isProgram, packages, files);
        return await DotnetAsync(folder, "build", "-v:quiet");
    }

    /// <summary>Publishes a program trimmed and with its own runtime. Its project has no setting of trimming: the command line has all.</summary>
    /// <returns><c>Folder</c> has the published program; the folder above it has the same assemblies before they were trimmed.</returns>
    internal async Task<(int Code, string Story, string Folder)> PublishTrimmedAsync(string name, params (string Name, string Text)[] files)
    {
        var folder = await WriteAsync(name, isProgram: true, All, files);
        var (code, story) = await DotnetAsync(folder, "publish", "-r", "linux-x64", "--self-contained", "-p:PublishTrimmed=true");
        return (code, story, Path.Combine(folder, "bin", "Release", "net10.0", "linux-x64", "publish"));
    }

    private async Task<string> WriteAsync(string name, bool isProgram, string[] packages, (string Name, string Text)[] files)
    {
        var folder = Directory.CreateDirectory(_directory[name]).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>{(isProgram ? "Exe" : "Library")}</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(packages.Select(static package => $"<PackageReference Include=\"{package}\" Version=\"{PackageFile.VersionOf(package)}\" />"))}
              </ItemGroup>
            </Project>
            """);
        foreach (var (file, text) in files)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, file), text);
        }

        return folder;
    }

    private async Task<(int Code, string Story)> DotnetAsync(string folder, string verb, params string[] arguments)
    {
        // No build server may keep running: it would lock files of the cache.
        var build = RunningProgram.Start("dotnet", [verb, "-c", "Release", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false", .. arguments], folder, new Dictionary<string, string>
        {
            ["NUGET_PACKAGES"] = _directory["nuget"],
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
        });
        await using (build)
        {
            return (await build.ExitAsync(TimeSpan.FromMinutes(8)), string.Join(Environment.NewLine, build.Output.Concat(build.Errors)));
        }
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
