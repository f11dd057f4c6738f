using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Processes;

/// <summary>Runs a program as an attempt of a node, and leaves nothing of it behind: no process of its group, no file, no record.</summary>
internal sealed class ProcessRunner(ProcessOptions options)
{
    // What a process has written before it ended is in the pipe; a process outside of the group that holds the pipe open is not waited for.
    private static readonly TimeSpan LastOutput = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BusyInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan BusyLimit = TimeSpan.FromSeconds(2);

    /// <inheritdoc cref="ProcessNode.RunAsync"/>
    public async Task<ReadOnlyMemory<byte>> RunAsync(ProcessCommand command, RunContext run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ProcessEnvironment.Check(command);
        using var result = new ResultFile();
        var environment = ProcessEnvironment.Of(command, run, result.Path);
        var path = ProgramLookup.Find(command, environment);
        await using var record = await ProcessRegistration.BeginAsync(options, run, result.Path, cancellationToken);
        using var child = await StartAsync(command, path, environment, cancellationToken);
        var errors = new OutputTail();
        var exit = await RunAsync(command, child, record, errors, run, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (!exit.IsSuccess)
        {
            var text = errors.Text();
            throw new ProcessFailedException($"{command} {exit}. {(text.Length == 0 ? "It has written nothing to standard error." : "Its standard error ends with:\n" + text)}");
        }

        return command.HasRecord ? result.Read(command) : default;
    }

    private async Task<ChildProcess> StartAsync(ProcessCommand command, string path, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        for (var begun = options.Time.GetTimestamp(); ; await Task.Delay(BusyInterval, options.Time, cancellationToken))
        {
            try
            {
                return ChildProcess.Start(path, command.Arguments, environment, command.WorkingFolder);
            }
            catch (IOException fault) when (fault.HResult == ChildProcess.TextFileBusy && options.Time.GetElapsedTime(begun) < BusyLimit)
            {
                // A program that this host has just written is refused while another process that it starts at this moment, between fork and exec, has a copy of its descriptor.
            }
            catch (IOException fault)
            {
                throw new ProcessFailedException(
                    $"{command} cannot be started from '{path}': {fault.Message}. Check that the file is a program for this machine, or a script whose first line names an "
                    + "interpreter that exists (#!/bin/sh), that nothing writes to it, and that its arguments and environment are not too long for the system.",
                    fault);
            }
        }
    }

    private async Task<ProcessExit> RunAsync(
        ProcessCommand command, ChildProcess child, ProcessRegistration record, OutputTail errors, RunContext run, CancellationToken cancellationToken)
    {
        var budget = new OutputBudget(command.OutputLimit);
        var log = new ProcessLogWriter(options.Log, run);
        using var noMoreOutput = new CancellationTokenSource();
        var output = Task.WhenAll(
            Task.Run(() => new OutputPump(child.Output, budget, null, log, ProcessStream.Output).RunAsync(noMoreOutput.Token), CancellationToken.None),
            Task.Run(() => new OutputPump(child.Error, budget, errors, log, ProcessStream.Error).RunAsync(noMoreOutput.Token), CancellationToken.None));
        var ending = new ProcessEnding(child, options.Time, options.Grace);
        try
        {
            record.Started(child.Id);
            return await ending.WaitAsync(cancellationToken)
                ?? throw new ProcessFailedException($"{command} (process {child.Id}) still runs after SIGKILL. It may wait for a device or a network file system; its record is kept.");
        }
        finally
        {
            if (!child.Exit.IsCompleted)
            {
                // It could not be recorded, or SIGKILL has no effect.
                child.Kill();
            }

            await ending.EndSurvivorsAsync();
            if (!child.HasSurvivors())
            {
                record.Ended();
            }

            await using var timer = options.Time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), noMoreOutput, LastOutput, Timeout.InfiniteTimeSpan);
            await output;
            Report(log, child.HasLeftOthers, budget.Discarded, command.OutputLimit);
        }
    }

    private static void Report(ProcessLogWriter log, bool hasLeftOthers, long discarded, long limit)
    {
        if (hasLeftOthers)
        {
            log.TryWrite(ProcessStream.Runner, "The process has left others running in its process group; they were ended.");
        }

        if (discarded > 0)
        {
            log.TryWrite(ProcessStream.Runner, $"{discarded} bytes of output were discarded: the limit is {limit} bytes, and {OutputPump.MaxLine} for a line.");
        }
    }
}
