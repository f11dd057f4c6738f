using System.Text.RegularExpressions;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Tests.Repository;

namespace Dataflow.Pipelines.Generators.Tests.Pipelines;

/// <summary>No input can have the name of an option or verb of the host's command line.</summary>
public sealed partial class ReservedNameTests
{
    private static readonly string Host = string.Concat(Directory.EnumerateFiles(RepositoryFolder.File("src/Dataflow.Pipelines/Hosting/CommandLine"), "*.cs").Select(File.ReadAllText));

    [Fact]
    public void Each_option_and_verb_of_the_host_is_reserved()
    {
        var options = Options().Matches(Host).Select(static found => found.Groups["name"].Value).Distinct().ToList();
        var verbs = Verbs().Matches(Host).Select(static found => found.Groups["name"].Value).Distinct().ToList();
        Assert.Contains("state", options);
        Assert.Contains("drain", verbs);
        Assert.DoesNotContain(options, static name => ReservedNames.Find(name) != "the option");
        Assert.DoesNotContain(verbs, static name => ReservedNames.Find(name) != "the verb");
    }

    [GeneratedRegex(@"""--(?<name>[a-z][a-z-]*)""")]
    private static partial Regex Options();

    [GeneratedRegex(@"new Command\(""(?<name>[a-z-]+)""")]
    private static partial Regex Verbs();
}
