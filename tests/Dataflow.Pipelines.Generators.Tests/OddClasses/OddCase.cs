namespace Dataflow.Pipelines.Generators.Tests.OddClasses;

/// <summary>A case: a file in the namespace <c>Odd</c>, which becomes one of its own.</summary>
/// <param name="Name">What tells it from the others of its table.</param>
/// <param name="Source">The user's code, without usings.</param>
/// <param name="Expected">
/// The ids of all diagnostics, each once, in order; null: any that <see cref="Odd"/> allows; <c>+ID</c>: this one, beside errors of the compiler that cannot be helped.
/// </param>
internal sealed record OddCase(string Name, string Source, string? Expected);
