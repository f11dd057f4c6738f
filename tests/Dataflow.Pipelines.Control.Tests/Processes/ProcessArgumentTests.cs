using Dataflow.Pipelines.Control.Processes;

namespace Dataflow.Pipelines.Control.Tests.Processes;

public sealed class ProcessArgumentTests
{
    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("'single' \"double\"")]
    [InlineData("first\nsecond")]
    [InlineData("$(touch /tmp/x) `id` $HOME * ~ ; | & > \\")]
    [InlineData("--größe=日本 \U0001F600")]
    public async Task An_argument_arrives_unchanged(string argument)
    {
        using var process = new TestProcess { HasRecord = true };
        var file = Path.Combine(process.Folder, "argument");

        await process.ShellAsync("printf %s \"$2\" > \"$1\"; printf '{\"count\":%s}' $# > \"$DATAFLOW_RESULT_FILE\"", file, argument, "last");

        Assert.Equal(argument, await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task The_environment_names_the_run_and_the_attempt()
    {
        using var process = new TestProcess { Variables = { ["LEVEL"] = "a b" } };

        await process.ShellAsync("echo \"$DATAFLOW_RUN_ID $DATAFLOW_RUN_KEY $DATAFLOW_LOGICAL_TIME $DATAFLOW_NODE $DATAFLOW_ATTEMPT $LEVEL\"");

        Assert.Equal(["run-1 run-1/train#2 2026-11-29T03:00:00+01:00 train 3 a b"], process.Lines(ProcessStream.Output));
    }

    [Fact]
    public async Task The_result_folder_is_private_and_is_removed()
    {
        using var process = new TestProcess();

        await process.ShellAsync("d=$(dirname \"$DATAFLOW_RESULT_FILE\"); echo \"$d\"; ls -ld \"$d\"");

        var lines = process.Lines(ProcessStream.Output);
        Assert.StartsWith("drwx------", lines[1], StringComparison.Ordinal);
        Assert.False(Directory.Exists(lines[0]));
    }

    [Fact]
    public async Task A_process_runs_in_its_working_folder_without_input_and_a_relative_program_is_relative_to_it()
    {
        using var process = new TestProcess();
        var script = Path.Combine(process.Folder, "job");
        await File.WriteAllTextAsync(script, "#!/bin/sh\npwd\nread -r line || echo no input\n");
        MakeExecutable(script);

        await process.RunAsync("./job", [], folder: process.Folder);

        Assert.Equal([process.Folder, "no input"], process.Lines(ProcessStream.Output));
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_named_with_the_folders_that_were_searched()
    {
        using var process = new TestProcess { Variables = { ["PATH"] = "/nowhere/bin:/usr/bin", ["TOKEN"] = "s3cret" } };

        var fault = await Assert.ThrowsAsync<ProcessFailedException>(() => process.RunAsync("no-such-program", ["--password", "s3cret"]));

        Assert.Equal("'no-such-program' (2 arguments) cannot be started: the program was not found in the folders of PATH (/nowhere/bin:/usr/bin). Install it, or give its path.", fault.Message);
        Assert.DoesNotContain("s3cret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_executable_is_named()
    {
        using var process = new TestProcess();
        var script = Path.Combine(process.Folder, "job");
        await File.WriteAllTextAsync(script, "#!/bin/sh\n");

        var fault = await Assert.ThrowsAsync<ProcessFailedException>(() => process.RunAsync(script, []));

        Assert.Contains($"'{script}' is not executable", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_whose_interpreter_is_missing_is_named()
    {
        using var process = new TestProcess();
        var script = Path.Combine(process.Folder, "job");
        await File.WriteAllTextAsync(script, "#!/no/such/interpreter\n");
        MakeExecutable(script);

        var fault = await Assert.ThrowsAsync<ProcessFailedException>(() => process.RunAsync(script, []));

        Assert.Contains($"cannot be started from '{script}': No such file or directory", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(process.State));
    }

    [Fact]
    public async Task A_program_that_is_just_being_written_is_started_when_it_is_closed()
    {
        using var process = new TestProcess();
        var script = Path.Combine(process.Folder, "job");
        Task<string> end;
        await using (var writer = File.OpenWrite(script))
        {
            writer.Write("#!/bin/sh\necho started\n"u8);
            writer.Flush();
            MakeExecutable(script);
            end = process.RunAsync(script, []);
            Assert.False(end.IsCompleted);
        }

        await end;

        Assert.Equal(["started"], process.Lines(ProcessStream.Output));
    }

    [Fact]
    public async Task A_program_that_stays_open_for_writing_is_named()
    {
        using var process = new TestProcess();
        var script = Path.Combine(process.Folder, "job");
        await using var writer = File.OpenWrite(script);
        MakeExecutable(script);

        var fault = await Assert.ThrowsAsync<ProcessFailedException>(() => process.RunAsync(script, []));

        Assert.Contains($"cannot be started from '{script}': Text file busy", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(process.State));
    }

    [Fact]
    public async Task A_working_folder_that_does_not_exist_is_named()
    {
        using var process = new TestProcess();

        var fault = await Assert.ThrowsAsync<ProcessFailedException>(() => process.RunAsync("sh", [], folder: "/no/such/folder"));

        Assert.Contains("its working folder '/no/such/folder' does not exist", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_argument_with_the_character_NUL_is_refused_without_showing_it()
    {
        using var process = new TestProcess();

        var fault = await Assert.ThrowsAsync<ProcessFailedException>(() => process.RunAsync("sh", ["-c", "s3cret\0rest"]));

        Assert.Contains("argument 2 contains the character NUL", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", fault.Message, StringComparison.Ordinal);
    }

    private static void MakeExecutable(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
