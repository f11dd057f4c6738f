namespace Dataflow.Pipelines.Control.Tests.Processes;

public sealed class ProcessResultTests
{
    [Theory]
    [InlineData("printf '{\"a\":1}' > \"$DATAFLOW_RESULT_FILE\"")]
    [InlineData("echo '{\"a\":1}' > \"$DATAFLOW_RESULT_FILE\"")]
    [InlineData("printf '{\"a\":1}\\r\\n' > \"$DATAFLOW_RESULT_FILE\"")]
    [InlineData("printf '\\357\\273\\277{\"a\":1}' > \"$DATAFLOW_RESULT_FILE\"")]
    [InlineData("echo '{\"a\":1}' > \"$DATAFLOW_RESULT_FILE.1\"; ln -s \"$DATAFLOW_RESULT_FILE.1\" \"$DATAFLOW_RESULT_FILE\"")]
    public async Task The_result_record_is_the_output(string script)
    {
        using var process = new TestProcess { HasRecord = true };

        Assert.Equal("{\"a\":1}", await process.ShellAsync(script));
    }

    [Fact]
    public async Task Without_an_expected_record_the_output_is_empty()
    {
        using var process = new TestProcess();

        Assert.Equal("", await process.ShellAsync("echo '{}' > \"$DATAFLOW_RESULT_FILE\""));
    }

    [Theory]
    [InlineData("true", "it has written no such file")]
    [InlineData(": > \"$DATAFLOW_RESULT_FILE\"", "it has left it empty")]
    [InlineData("echo > \"$DATAFLOW_RESULT_FILE\"", "it has left it empty")]
    [InlineData("echo '[1,2]' > \"$DATAFLOW_RESULT_FILE\"", "it has written a JSON array to it: [1,2]")]
    [InlineData("echo 'done' > \"$DATAFLOW_RESULT_FILE\"", "it has written to it what is no JSON: done")]
    [InlineData("echo '{\"a\":' > \"$DATAFLOW_RESULT_FILE\"", "it has written to it what is no JSON: {\"a\":")]
    [InlineData("echo '{} {}' > \"$DATAFLOW_RESULT_FILE\"", "it has written to it what is no JSON: {} {}")]
    [InlineData("printf '{}\\n{}\\n' > \"$DATAFLOW_RESULT_FILE\"", "it has written 2 lines to it: {}⏎{}")]
    [InlineData("head -c 1048577 /dev/zero > \"$DATAFLOW_RESULT_FILE\"", "it has written 1048577 bytes to it, more than the limit of 1048576")]
    [InlineData("printf '{\"a\":\"\\377\"}' > \"$DATAFLOW_RESULT_FILE\"", "it has written to it what is no UTF-8: {\"a\":\"\uFFFD\"}")]
    [InlineData("mkfifo \"$DATAFLOW_RESULT_FILE\"", "it has left it empty")]
    [InlineData("mkdir \"$DATAFLOW_RESULT_FILE\"", "it has written no such file")]
    public async Task A_result_that_is_not_one_JSON_object_fails(string script, string found)
    {
        using var process = new TestProcess { HasRecord = true };

        var fault = await Assert.ThrowsAsync<ProcessFailedException>(() => process.ShellAsync(script));

        Assert.StartsWith($"'/bin/sh' (3 arguments) exited with code 0, but its result is not valid: {found}\n", fault.Message, StringComparison.Ordinal);
        Assert.Contains("DATAFLOW_RESULT_FILE", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_result_that_is_not_valid_is_shortened()
    {
        using var process = new TestProcess { HasRecord = true };

        var fault = await Assert.ThrowsAsync<ProcessFailedException>(() => process.ShellAsync("printf '%0500d' 0 > \"$DATAFLOW_RESULT_FILE\""));

        Assert.InRange(fault.Message.Length, 100, 500);
    }

    [Fact]
    public async Task An_exit_code_is_reported_with_the_end_of_standard_error()
    {
        using var process = new TestProcess();

        var fault = await Assert.ThrowsAsync<ProcessFailedException>(
            () => process.ShellAsync("i=1; while [ $i -le 30 ]; do echo \"line $i\" >&2; i=$((i+1)); done; exit 7", "s3cret"));

        var lines = Enumerable.Range(11, 20).Select(static i => $"line {i}");
        Assert.Equal("'/bin/sh' (4 arguments) exited with code 7. Its standard error ends with:\n" + string.Join('\n', lines), fault.Message);
    }

    [Theory]
    [InlineData("kill -SEGV $$", "was ended by SIGSEGV. It has written nothing to standard error.")]
    [InlineData("kill -KILL $$", "was ended by SIGKILL, which the kernel also sends when memory runs out.")]
    [InlineData("exit 143", "exited with code 143, by which a shell reports SIGTERM.")]
    public async Task A_signal_is_named(string script, string text)
    {
        using var process = new TestProcess();

        var fault = await Assert.ThrowsAsync<ProcessFailedException>(() => process.ShellAsync(script));

        Assert.Contains(text, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processes_that_run_at_once_end_with_their_own_codes_beside_those_of_the_runtime()
    {
        await Parallel.ForEachAsync(Enumerable.Range(1, 200), new ParallelOptions { MaxDegreeOfParallelism = 16 }, static async (code, cancellationToken) =>
        {
            using var process = new TestProcess();
            using var other = System.Diagnostics.Process.Start("sh", ["-c", $"exit {code}"]);

            var fault = await Assert.ThrowsAsync<ProcessFailedException>(() => process.ShellAsync($"exit {code}"));

            Assert.Contains($"exited with code {code}", fault.Message, StringComparison.Ordinal);
            await other.WaitForExitAsync(cancellationToken);
            Assert.Equal(code, other.ExitCode);
        });
    }
}
