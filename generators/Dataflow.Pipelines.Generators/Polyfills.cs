// What the compiler asks of a target framework and netstandard2.0 does not have.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
