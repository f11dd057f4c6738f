using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Control.Processes.Posix;

/// <summary>
/// A process on Linux or macOS that leads its own session and process group. When it ends it stays a zombie until its group was asked to end, so that the group's
/// id cannot belong to others then.
/// </summary>
internal sealed class PosixChild : ChildProcess
{
    private readonly AnonymousPipeServerStream _output = new(PipeDirection.In, HandleInheritability.None);
    private readonly AnonymousPipeServerStream _error = new(PipeDirection.In, HandleInheritability.None);
    private readonly TaskCompletionSource<ProcessExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private bool _isTerminated;
    private bool _isGone;
    private bool _hasLeftOthers;

    public PosixChild(string path, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string? folder)
    {
        try
        {
            Id = Spawn(path, arguments, environment, folder);
        }
        catch
        {
            Dispose();
            throw;
        }

        // waitid blocks: a thread of its own, because a pool's thread would be missing there for hours.
        new Thread(WaitForEnd) { IsBackground = true, Name = $"process {Id}" }.Start();
    }

    public override int Id { get; }

    public override Stream Output => _output;

    public override Stream Error => _error;

    public override Task<ProcessExit> Exit => _exit.Task;

    public override bool HasLeftOthers
    {
        get
        {
            lock (_lock)
            {
                return _hasLeftOthers;
            }
        }
    }

    public override void Terminate()
    {
        lock (_lock)
        {
            // Once: many programs take a second SIGTERM as the request to end without cleaning up.
            if (!_isTerminated)
            {
                _isTerminated = true;
                Signal(NativeProcess.SigTerm);
            }
        }
    }

    public override void Kill() => Signal(NativeProcess.SigKill);

    public override bool HasSurvivors()
    {
        lock (_lock)
        {
            _isGone = _isGone || !ProcessGroup.HasLiveMembers(Id);
            return !_isGone;
        }
    }

    public override void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    // Once the group was seen to be empty its id may belong to others.
    private void Signal(int signal)
    {
        lock (_lock)
        {
            if (!_isGone)
            {
                NativeProcess.SignalGroup(Id, signal);
            }
        }
    }

    private void WaitForEnd()
    {
        NativeProcess.WaitForEnd(Id);
        lock (_lock)
        {
            // Before they are asked to end: most end at once. Elsewhere than on Linux the zombie of the leader is not told from others.
            var endedByItself = !_isTerminated;
            var hasOthers = OperatingSystem.IsLinux() && ProcessGroup.HasLiveMembers(Id);
            Terminate();
            if (NativeProcess.Reap(Id) is { } exit)
            {
                _isGone = !ProcessGroup.HasLiveMembers(Id);
                _hasLeftOthers = endedByItself && (hasOthers || !_isGone);
                _exit.SetResult(exit);
            }
            else
            {
                _isGone = true;
                _exit.SetException(new ProcessFailedException(
                    $"How process {Id} has ended is not known: the host was started with SIGCHLD ignored. Start it with the default action of SIGCHLD."));
            }
        }
    }

    private unsafe int Spawn(string path, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string? folder)
    {
        using var argumentVector = new NativeStrings([path, .. arguments]);
        using var environmentVector = new NativeStrings([.. environment.Select(static pair => $"{pair.Key}={pair.Value}")]);
        var (output, error) = (_output.ClientSafePipeHandle, _error.ClientSafePipeHandle);
        var result = NativeSpawn.Start(
            out var process, path, argumentVector.Pointer, environmentVector.Pointer, folder, (int)output.DangerousGetHandle(), (int)error.DangerousGetHandle());

        // Else the streams would not end with the process.
        _output.DisposeLocalCopyOfClientHandle();
        _error.DisposeLocalCopyOfClientHandle();
        return result == 0 ? process : throw new IOException(Marshal.GetPInvokeErrorMessage(result), result);
    }
}
