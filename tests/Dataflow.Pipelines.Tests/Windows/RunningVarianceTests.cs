using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.Windows;

public sealed class RunningVarianceTests
{
    [Fact]
    public void Merged_parts_give_the_variance_of_all_values_also_far_from_zero() => Seeds.Run(1, 50, static seed =>
    {
        var random = new Random(seed);
        var far = Math.Pow(10, random.Next(10));
        double[] values = [.. Enumerable.Range(0, random.Next(2, 500)).Select(_ => far + random.NextDouble())];
        var mean = values.Average();
        var expected = values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);

        var all = default(RunningVariance);
        for (var at = 0; at < values.Length;)
        {
            var part = default(RunningVariance);
            for (var left = random.Next(50); left > 0 && at < values.Length; left--)
            {
                part.Add(values[at++]);
            }

            var before = Bytes(part);
            all.Merge(in part);
            Assert.Equal(before, Bytes(part));
            all = Read(Bytes(all));
        }

        Assert.InRange(all.Variance, expected * (1 - 1e-6), expected * (1 + 1e-6));
        Assert.Equal(Math.Sqrt(all.Variance), all.StandardDeviation);
    });

    [Fact]
    public void Fewer_than_two_values_give_NaN()
    {
        var variance = default(RunningVariance);
        Assert.Equal(double.NaN, variance.Variance);
        variance.Add(5);
        Assert.Equal(double.NaN, variance.StandardDeviation);
        variance.Add(5);
        Assert.Equal(0, variance.Variance);
    }

    private static byte[] Bytes(RunningVariance variance)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        variance.Write(writer);
        return bytes.ToArray();
    }

    private static RunningVariance Read(byte[] bytes)
    {
        var variance = default(RunningVariance);
        using var reader = new BinaryReader(new MemoryStream(bytes));
        variance.Read(reader);
        return variance;
    }
}
