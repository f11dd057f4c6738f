namespace Dataflow.Pipelines.Storage;

/// <summary>A file that one process opens exclusively; the kernel releases it when the process ends, for whatever reason.</summary>
internal static class LockFile
{
    /// <param name="path">Created where it is missing.</param>
    /// <param name="reason">Why it cannot be taken; empty where it could.</param>
    /// <returns>To be disposed of to release it; <see langword="null"/> where it cannot be taken.</returns>
    public static FileStream? TryTake(string path, out string reason)
    {
        try
        {
            reason = "";
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            reason = fault.Message;
            return null;
        }
    }
}
