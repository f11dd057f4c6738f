using Dataflow.Pipelines.Joins;

namespace Dataflow.Pipelines.Tests.Joins;

public sealed class JoinBufferTests
{
    [Fact]
    public void It_equals_a_sorted_list_whatever_is_added_and_removed() => Seeds.Run(1, 50, static seed =>
    {
        var random = new Random(seed);
        var buffer = new JoinBuffer<int>();
        List<(long Time, int Record)> model = [];
        for (var i = 0; i <= 500; i++)
        {
            if (random.Next(3) > 0)
            {
                var time = random.Next(100);
                var at = model.FindLastIndex(m => m.Time <= time) + 1;
                model.Insert(at, (time, i));
                Assert.Equal(at == 0, buffer.Add(time, in i, isMatched: false));
            }
            else if (model.Count > 0)
            {
                model.RemoveAt(0);
                buffer.RemoveFirst();
            }

            var from = random.Next(100);
            Assert.Equal(model.Count(m => m.Time < from), buffer.Find(from));
            if (i % 50 != 0)
            {
                continue;
            }

            Assert.Equal(model, buffer.Span.ToArray().Select(static e => (e.Time, e.Record)));
        }
    });
}
