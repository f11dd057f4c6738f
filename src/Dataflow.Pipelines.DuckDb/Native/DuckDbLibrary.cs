using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.DuckDb.Native;

/// <summary>Finds DuckDB's native library: beside the program, in its <c>runtimes</c> folder, then where the system looks.</summary>
internal static class DuckDbLibrary
{
    internal const string Name = "duckdb";

    internal static string FileName =>
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    private static string Platform =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")
        + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    /// <summary>The places that are tried by full path, in order.</summary>
    internal static string[] Candidates(string directory) =>
        [Path.Combine(directory, FileName), Path.Combine(directory, "runtimes", Platform, "native", FileName)];

    // Before any other code of this assembly: a resolver that is set later than the first import is never asked.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "A resolver must be in place before the first import is bound.")]
    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(DuckDbLibrary).Assembly, static (name, assembly, path) => name == Name ? Load(assembly, path) : 0);

    private static nint Load(Assembly assembly, DllImportSearchPath? path)
    {
        foreach (string candidate in Candidates(AppContext.BaseDirectory))
        {
            // A file that stands there and does not load (wrong architecture, missing dependency) must say so itself.
            if (File.Exists(candidate))
            {
                return NativeLibrary.Load(candidate);
            }
        }

        return NativeLibrary.TryLoad(Name, assembly, path, out nint handle) ? handle : throw new DllNotFoundException(Missing(AppContext.BaseDirectory));
    }

    internal static string Missing(string directory) =>
        $"DuckDB's native library '{FileName}' was not found. Looked for {string.Join(", ", Candidates(directory))} and in the system's library path. "
        + $"Reference the package Dataflow.Pipelines.DuckDb.Runtime.{Platform}, or put the file of DuckDB 1.5 in the first of these places.";
}
