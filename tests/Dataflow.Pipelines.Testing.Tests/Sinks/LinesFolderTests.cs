using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Sinks;
using Dataflow.Pipelines.Testing.Tests.Sources;

namespace Dataflow.Pipelines.Testing.Tests.Sinks;

public sealed class LinesFolderTests : SinkContract<Entry>, IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("lines-");

    private string Folder => Path.Combine(_directory.FullName, "lines");

    [Theory]
    [MemberData(nameof(Rules))]
    public Task A_sink_of_one_page_keeps_the_contract(string rule) => CheckAsync(rule);

    public void Dispose() => _directory.Delete(recursive: true);

    protected override ISink<Entry> CreateSink() => new LinesFolder<Entry>(Folder);

    protected override ISink<Entry> CreateUnreachable()
    {
        var file = Path.Combine(_directory.FullName, "file");
        File.WriteAllText(file, "");
        return new LinesFolder<Entry>(Path.Combine(file, "lines"));
    }

    protected override Entry RecordOf(int number) => Entry.Of(number);

    protected override async ValueTask<IReadOnlyList<Entry>> ReadAsync() => await Lines.ReadAsync(Folder);
}
