using System.Text.RegularExpressions;

namespace Dataflow.Pipelines.Generators.Tests.Repository;

/// <summary>The rooms of the engine have an order, and references go one way: the order is the table in docs/architecture.md.</summary>
public sealed partial class LayerTests
{
    private static readonly string[] Order =
        [.. Rows().Matches(File.ReadAllText(RepositoryFolder.File("docs/architecture.md"))).Select(static row => row.Groups["room"].Value)];

    private static readonly CoreSources Sources = CoreSources.Read();

    [Fact]
    public void Every_room_is_in_the_table()
    {
        var rooms = Sources.Files.Select(CoreSources.RoomOf).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(rooms, Order.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_room_refers_to_one_that_comes_after_it()
    {
        var places = Order.Index().ToDictionary(static room => room.Item, static room => room.Index);
        var upward = Sources.Files.AsParallel()
            .SelectMany(static file => Sources.ReferencesOf(file).Select(target => (file, target)))
            .Where(reference => places[CoreSources.RoomOf(reference.target)] > places[CoreSources.RoomOf(reference.file)])
            .Select(static reference => $"{reference.file.FilePath} refers to {reference.target.FilePath}")
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.True(upward.Count == 0, string.Join(Environment.NewLine, upward));
    }

    [Fact]
    public void References_are_found()
    {
        var block = Sources.Files.Single(static file => file.FilePath.EndsWith("/SampleBlock.cs", StringComparison.Ordinal));
        Assert.Contains("Blocks", Sources.ReferencesOf(block).Select(CoreSources.RoomOf));
    }

    [Fact]
    public void A_file_is_in_the_namespace_of_its_room_or_in_one_that_users_or_generated_code_import()
    {
        var others = Sources.Files
            .Select(static file => (file.FilePath, Room: CoreSources.RoomOf(file), Namespace: NamespaceLine().Match(file.ToString()).Groups["name"].Value))
            .Where(static file => file.Namespace is not ("Dataflow.Pipelines" or "Dataflow.Pipelines.CodeGeneration") && file.Namespace != $"Dataflow.Pipelines.{file.Room}");
        Assert.Empty(others);
    }

    [GeneratedRegex(@"^\| \d+ \| `(?<room>\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
