using Dataflow.Pipelines.Control.Processes;

namespace Dataflow.Pipelines.Control.Tests.Processes;

public sealed class ProcessOutputTests
{
    [Fact]
    public async Task Lines_are_logged_while_the_process_runs()
    {
        using var process = new TestProcess();
        var gate = Path.Combine(process.Folder, "gate");
        var end = process.ShellAsync("mkfifo \"$1\"; echo ready; read -r line < \"$1\"; printf 'got %s' \"$line\"; echo bad >&2", gate);

        await process.LineAsync(static line => line == "ready");
        await File.WriteAllTextAsync(gate, "it\n");
        await end;

        Assert.Equal(["ready", "got it"], process.Lines(ProcessStream.Output));
        Assert.Equal(["bad"], process.Lines(ProcessStream.Error));
        Assert.Empty(process.Lines(ProcessStream.Runner));
    }

    [Fact]
    public async Task Invalid_UTF8_is_replaced_and_a_long_line_is_cut_between_characters()
    {
        using var process = new TestProcess();

        await process.ShellAsync("printf 'a\\377b\\n'; printf 'x'; i=0; while [ $i -lt 5000 ]; do printf '\\303\\244'; i=$((i+1)); done; echo; echo end");

        Assert.Equal(["a\uFFFDb", "x" + new string('ä', 4095) + " [... 1810 more bytes of this line]", "end"], process.Lines(ProcessStream.Output));
        Assert.Equal(["1809 bytes of output were discarded: the limit is 16777216 bytes, and 8192 for a line."], process.Lines(ProcessStream.Runner));
    }

    [Fact]
    public async Task A_log_that_fails_does_not_stop_the_process()
    {
        using var process = new TestProcess();
        var writer = new ProcessLogWriter(new FailingLog(), process.Run);
        var budget = new OutputBudget(1000);
        using var stream = new MemoryStream("one\ntwo\n"u8.ToArray());

        await new OutputPump(stream, budget, null, writer, ProcessStream.Output).RunAsync(CancellationToken.None);

        Assert.Equal(8, budget.Discarded);
    }

    private sealed class FailingLog : IProcessLog
    {
        public void Write(RunContext run, ProcessStream stream, string line) => throw new IOException("The disk is full.");
    }
}
