using System.Security.Cryptography;

namespace Dataflow.Pipelines.Testing.Simulation;

/// <summary>Random bytes from a seed: the same run gets the same bytes.</summary>
internal sealed class SeededBytes(int seed) : RandomNumberGenerator
{
    private readonly Random _random = new(seed);

    public override void GetBytes(byte[] data) => _random.NextBytes(data);
}
