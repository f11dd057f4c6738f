namespace Dataflow.Pipelines.Generators.Tests.OddClasses;

/// <summary>A case: a file in the namespace <c>Odd</c>, which is replaced by its own namespace.</summary>
/// <param name="Name">Distinguishes it from the other cases of its table.</param>
/// <param name="Source">The user's code, without usings.</param>
/// <param name="Expected">
/// The ids of all diagnostics, each once, in order; null: any that <see cref="Odd"/> allows; <c>+ID</c>: this one, in addition to unavoidable errors of the compiler.
/// </param>
internal sealed record OddCase(string Name, string Source, string? Expected);
