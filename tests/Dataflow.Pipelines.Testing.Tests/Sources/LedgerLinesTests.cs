using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Testing.Tests.Sinks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dataflow.Pipelines.Testing.Tests.Sources;

/// <summary>A source of one method and a sink of one page, in the real engine with real checkpoints.</summary>
public sealed class LedgerLinesTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ledger-");
    private readonly Ledger _ledger = new(books: 1);

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Each_start_continues_at_the_cursor_of_the_last_checkpoint_and_reads_each_entry_once()
    {
        List<Entry> appended = [];
        foreach (var count in new[] { 1500, 1, 0, 3000 })
        {
            appended.AddRange(_ledger.Append(count));
            await RunAsync();
            Assert.Equal(appended, (await Lines.ReadAsync(_directory.FullName)).OrderBy(static entry => entry.Number));
        }

        // The first token that each run requests.
        Assert.Equal([null, "after-1500", "after-1501", "after-1501"], _ledger.Asked.Where((token, i) => i == 0 || token == _ledger.Asked[i - 1]));
    }

    private async Task RunAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(_ledger).AddSingleton(_directory);
        builder.Services.AddPipeline<LedgerLines>(options =>
        {
            options.StateDirectory = Path.Combine(_directory.FullName, "state");
            options.StopHostWhenAllEnd = true;
        });
        using var host = builder.Build();
        await host.RunAsync();
    }
}
