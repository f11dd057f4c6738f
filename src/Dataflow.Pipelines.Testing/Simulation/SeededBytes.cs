using System.Security.Cryptography;

namespace Dataflow.Pipelines.Testing.Simulation;

/// <summary>Random bytes that follow from a seed: the same run draws the same.</summary>
internal sealed class SeededBytes(int seed) : RandomNumberGenerator
{
    private readonly Random _random = new(seed);

    public override void GetBytes(byte[] data) => _random.NextBytes(data);
}
