using System.Globalization;
using System.Text.Json;
using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.Demo;

/// <summary>The output of the demo on a terminal, and without one.</summary>
public sealed class LiveTableTests
{
    private const char Escape = '\x1b';
    private static readonly string[] Arguments = ["--rate", "2000", "--window", "2s", "--seconds"];

    private static string Executable => Repository.Sample("Demo", "StreamingDataCleaning.Demo");

    [Fact]
    public async Task On_a_terminal_the_values_of_the_table_change_in_place()
    {
        // Longer than any machine needs to show two states of the table.
        await using var terminal = Terminal.Start(Executable, [.. Arguments, "600"], "TERM=xterm-256color");
        var first = await terminal.WhenAsync("a table with records read", static rows => Table(rows) is { } table && Number(table["read"]) > 0 ? table : null);
        Assert.False(terminal.IsCursorVisible, terminal.Story);
        await terminal.WhenAsync("more records read and written, and a later time", rows => Table(rows) is { } table && IsLater(table, first) ? table : null);
        Assert.Contains($"{Escape}[38;5;12mgenerating", terminal.Raw, StringComparison.Ordinal);
        terminal.PressCtrlC();
        Assert.True(await terminal.ExitAsync(TimeSpan.FromSeconds(30)) == 1, terminal.Story);
    }

    [Fact]
    public async Task On_a_terminal_the_table_ends_as_the_account()
    {
        await using var terminal = Terminal.Start(Executable, [.. Arguments, "4"], "TERM=xterm-256color");
        Assert.True(await terminal.ExitAsync() == 0, terminal.Story);

        Assert.True(terminal.IsCursorVisible, terminal.Story);
        Assert.Single(terminal.Rows, static row => row.Contains("written to Kafka", StringComparison.Ordinal));
        var last = Table(terminal.Rows)!;
        var account = JsonElement.Parse(Assert.Single(terminal.Rows, static row => row.StartsWith('{')));
        Assert.Equal(8000, account.GetProperty("in").GetInt64());
        foreach (var (row, key) in new[]
        {
            ("written to Kafka", "in"), ("read", "in"), ("rejected", "rejected"), ("filtered", "filtered"), ("duplicate", "duplicate"), ("late", "late"), ("rows in the lake", "rows"),
            ("windows in the lake", "windows"),
        })
        {
            Assert.True(account.GetProperty(key).GetInt64() == Number(last[row]), $"{row} is {last[row]}, and {key} in {account}");
        }

        Assert.Equal(("done", "balances"), (last["phase"], last["account"]));
        Assert.Contains($"{Escape}[38;5;2mbalances", terminal.Raw, StringComparison.Ordinal);

        // Messages are written above the table while it is shown.
        Assert.True(RowOf(terminal, "draining   reads") < RowOf(terminal, "written to Kafka"), terminal.Story);
    }

    [Fact]
    public async Task With_NO_COLOR_the_table_has_no_colors_and_Ctrl_C_restores_the_cursor()
    {
        await using var terminal = Terminal.Start(Executable, [.. Arguments, "600"], "TERM=xterm-256color", "NO_COLOR=1");
        await terminal.WhenAsync("a table with records read", static rows => Table(rows) is { } table && Number(table["read"]) > 0 ? table : null);
        Assert.False(terminal.IsCursorVisible, terminal.Story);
        terminal.PressCtrlC();
        Assert.True(await terminal.ExitAsync(TimeSpan.FromSeconds(30)) == 1, terminal.Story);
        Assert.True(terminal.IsCursorVisible, terminal.Story);
        Assert.Contains("demo: interrupted; there is no account.", terminal.Rows);
        Assert.DoesNotMatch($"{Escape}\\[[0-9;]*m", terminal.Raw);
    }

    [Fact]
    public async Task On_a_dumb_terminal_it_prints_plain_lines()
    {
        await using var terminal = Terminal.Start(Executable, [.. Arguments, "600"], "TERM=dumb");
        await terminal.WhenAsync("a line of progress", static rows => rows.FirstOrDefault(IsProgress));
        terminal.PressCtrlC();
        Assert.True(await terminal.ExitAsync(TimeSpan.FromSeconds(30)) == 1, terminal.Story);
        Assert.DoesNotContain(Escape, terminal.Raw);
    }

    [Fact]
    public async Task With_redirected_output_it_prints_plain_lines()
    {
        await using var demo = RunningProgram.Start(Executable, [.. Arguments, "600"], environment: new Dictionary<string, string> { ["TERM"] = "xterm-256color" });
        await demo.LineAsync("a line of progress", IsProgress);
        demo.Terminate();
        Assert.True(await demo.ExitAsync(TimeSpan.FromSeconds(30)) == 1, demo.Story);
        Assert.DoesNotContain(demo.Output, static line => line.Contains(Escape, StringComparison.Ordinal));
        Assert.Equal("demo: interrupted; there is no account.", Assert.Single(demo.Errors));
    }

    private static bool IsProgress(string line) => line.Contains(" s | ", StringComparison.Ordinal) && line.Contains("| read ", StringComparison.Ordinal);

    private static bool IsLater(Dictionary<string, string> now, Dictionary<string, string> before) =>
        Number(now["read"]) > Number(before["read"]) && Number(now["written to Kafka"]) > Number(before["written to Kafka"]) && Number(now["time"].Split(' ')[0]) > Number(before["time"].Split(' ')[0]);

    /// <summary>The values of the table by the names of its rows; null while it is incomplete.</summary>
    private static Dictionary<string, string>? Table(IReadOnlyList<string> rows)
    {
        Dictionary<string, string> table = [];
        foreach (var cells in rows.Select(static row => row.Split('│')).Where(static cells => cells.Length == 4))
        {
            // While a line is inserted above the table, a row can appear twice.
            table[cells[1].Trim()] = cells[2].Trim();
        }

        return table.ContainsKey("account") ? table : null;
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static int RowOf(Terminal terminal, string text) => terminal.Rows.ToList().FindIndex(row => row.Contains(text, StringComparison.Ordinal));
}
