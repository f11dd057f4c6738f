using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Dataflow.Pipelines.Kafka.Native;

/// <summary>
/// Binds <see cref="Librdkafka"/> to the same copy of the library that Confluent.Kafka has loaded. It chooses among several
/// builds (by distribution), and a handle made by one copy must never be used with another.
/// </summary>
internal static class LibrdkafkaResolver
{
    // Confluent.Kafka looks up its native functions in these classes by reflection, so the trimmer does not find a use of them.
    private const string ClientAssembly = "Confluent.Kafka";
    private const string ImportsNamespace = "Confluent.Kafka.Impl.NativeMethods.";
    private const DynamicallyAccessedMemberTypes Imports = DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods;

    /// <summary>Runs before any client is created, and preserves the native functions of Confluent.Kafka in a trimmed program.</summary>
    [ModuleInitializer]
    [DynamicDependency(Imports, ImportsNamespace + "NativeMethods", ClientAssembly)]
    [DynamicDependency(Imports, ImportsNamespace + "NativeMethods_Alpine", ClientAssembly)]
    [DynamicDependency(Imports, ImportsNamespace + "NativeMethods_Centos8", ClientAssembly)]
    [SuppressMessage("Usage", "CA2255", Justification = "The resolver must be registered before the first import is bound.")]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(Librdkafka).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Librdkafka.LibraryName)
        {
            return 0;
        }

        // Reading the version makes Confluent.Kafka load its native library, if it is not loaded yet.
        _ = Library.VersionString;
        using var process = Process.GetCurrentProcess();
        foreach (ProcessModule module in process.Modules)
        {
            if (module.ModuleName.Contains(Librdkafka.LibraryName, StringComparison.OrdinalIgnoreCase) && module.FileName is { } path)
            {
                return NativeLibrary.Load(path);
            }
        }

        // Zero: the runtime continues with its own probing.
        return 0;
    }
}
