using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Graphs;

namespace Dataflow.Pipelines.Tests.Windows;

/// <summary>A window under test: the engine's block, and its expected output from plain lists.</summary>
internal abstract record WindowShape
{
    public bool IsKeyed { get; init; } = true;

    public TimeSpan AllowedLateness { get; init; }

    public abstract Block Create(LaneContext lane);

    /// <summary>The expected output for chunks of records, each with the watermark at its arrival.</summary>
    public abstract (List<Click> Results, List<Click> Late) Expect(IReadOnlyList<(long Watermark, IReadOnlyList<Click> Clicks)> chunks);

    protected string KeyOf(Click click) => IsKeyed ? click.User : "";

    protected static Click Total(DateTimeOffset start, DateTimeOffset end, IReadOnlyCollection<Click> clicks) => GraphFunctions.Total(
        start, end, clicks.Select(static c => c.User).Max(StringComparer.Ordinal)!, clicks.Count,
        clicks.Select(static c => c.Id).Distinct().Count(), clicks.Sum(static c => c.Amount));

    /// <summary>Sliding windows; tumbling ones if the slide equals the size.</summary>
    internal sealed record Sliding(TimeSpan Size, TimeSpan Slide, TimeSpan Offset = default) : WindowShape
    {
        public override Block Create(LaneContext lane) =>
            new SlidingWindowBlock<Click, Click, GraphTotals>(lane, new SlidingWindows(Size, Slide, AllowedLateness, Offset), IsKeyed);

        public override (List<Click> Results, List<Click> Late) Expect(IReadOnlyList<(long Watermark, IReadOnlyList<Click> Clicks)> chunks)
        {
            var all = chunks.SelectMany(c => c.Clicks.Select(click => (Click: click, Starts: Starts(click).Where(s => !IsClosed(s, c.Watermark)).ToArray()))).ToArray();
            var results =
                from one in all
                from start in one.Starts
                group one.Click by (start, KeyOf(one.Click)) into window
                select Total(window.Key.start, window.Key.start + Size, [.. window]);
            return ([.. results], [.. all.Where(static a => a.Starts.Length == 0).Select(static a => a.Click)]);
        }

        private IEnumerable<DateTimeOffset> Starts(Click click)
        {
            var first = DateTimeOffset.UnixEpoch + Offset;
            var index = (long)Math.Floor((click.At - first) / Slide);
            for (var start = first + (index * Slide); start > click.At - Size; start -= Slide)
            {
                yield return start;
            }
        }

        private bool IsClosed(DateTimeOffset start, long watermark) => (start + Size + AllowedLateness).UtcTicks <= watermark;
    }

    internal sealed record Sessions(TimeSpan Gap) : WindowShape
    {
        public override Block Create(LaneContext lane) =>
            new SessionWindowBlock<Click, Click, GraphTotals>(lane, new SessionWindows(Gap, AllowedLateness), IsKeyed);

        public override (List<Click> Results, List<Click> Late) Expect(IReadOnlyList<(long Watermark, IReadOnlyList<Click> Clicks)> chunks)
        {
            List<Click> results = [], late = [];
            List<List<Click>> open = [];
            foreach (var (watermark, clicks) in chunks)
            {
                Fire(watermark);
                foreach (var click in clicks)
                {
                    var near = open.FindAll(s => KeyOf(s[0]) == KeyOf(click) && s.Min(static c => c.At) - Gap <= click.At && click.At <= s.Max(static c => c.At) + Gap);
                    if (near.Count == 0 && (click.At + Gap + AllowedLateness).UtcTicks < watermark)
                    {
                        late.Add(click);
                        continue;
                    }

                    open.RemoveAll(near.Contains);
                    open.Add([.. near.SelectMany(static s => s), click]);
                }
            }

            Fire(long.MaxValue);
            return (results, late);

            void Fire(long watermark)
            {
                var due = open.FindAll(s => (s.Max(static c => c.At) + Gap + AllowedLateness).UtcTicks < watermark);
                open.RemoveAll(due.Contains);
                results.AddRange(due.Select(s => Total(s.Min(static c => c.At), s.Max(static c => c.At) + Gap, s)));
            }
        }

        /// <summary>The sessions of records none of which was late: sorted, and cut at the gaps.</summary>
        public IEnumerable<Click> Cut(IEnumerable<Click> clicks)
        {
            foreach (var user in clicks.GroupBy(KeyOf))
            {
                List<Click> session = [];
                foreach (var click in user.OrderBy(static c => c.At))
                {
                    if (session.Count > 0 && click.At > session[^1].At + Gap)
                    {
                        yield return Total(session[0].At, session[^1].At + Gap, session);
                        session = [];
                    }

                    session.Add(click);
                }

                yield return Total(session[0].At, session[^1].At + Gap, session);
            }
        }
    }

    internal sealed record Counted(int Count) : WindowShape
    {
        public override Block Create(LaneContext lane) => new CountWindowBlock<Click, Click, GraphTotals>(lane, Count, IsKeyed);

        public override (List<Click> Results, List<Click> Late) Expect(IReadOnlyList<(long Watermark, IReadOnlyList<Click> Clicks)> chunks)
        {
            var windows = chunks.SelectMany(static c => c.Clicks).GroupBy(KeyOf).SelectMany(user => user.Chunk(Count)).Where(w => w.Length == Count);
            return ([.. windows.Select(static w => Total(w.Max(static c => c.At), w.Max(static c => c.At).AddTicks(1), w))], []);
        }
    }

    /// <summary>Windows of whole days of a zone.</summary>
    internal sealed record Days(string Zone, int Count, TimeSpan Offset) : WindowShape
    {
        public override Block Create(LaneContext lane) => new TumblingWindowBlock<Click, Click, GraphTotals>(
            lane, new TumblingWindows(TimeSpan.FromDays(Count), AllowedLateness, Offset, Zone), IsKeyed);

        public override (List<Click> Results, List<Click> Late) Expect(IReadOnlyList<(long Watermark, IReadOnlyList<Click> Clicks)> chunks)
        {
            var all = chunks.SelectMany(c => c.Clicks.Select(click => (Click: click, Window: WindowOf(click.At), c.Watermark))).ToArray();
            var results =
                from one in all
                where (one.Window.End + AllowedLateness).UtcTicks > one.Watermark
                group one.Click by (one.Window, KeyOf(one.Click)) into window
                select Total(window.Key.Window.Start, window.Key.Window.End, [.. window]);
            return ([.. results], [.. all.Where(a => (a.Window.End + AllowedLateness).UtcTicks <= a.Watermark).Select(static a => a.Click)]);
        }

        // By the local date, minus the offset; for offsets at which no clock is changed.
        private (DateTimeOffset Start, DateTimeOffset End) WindowOf(DateTimeOffset time)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime - Offset).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
            var first = day - (((day % Count) + Count) % Count);
            return (At(first), At(first + Count));

            DateTimeOffset At(int days)
            {
                var local = DateTime.SpecifyKind(DateTime.UnixEpoch, DateTimeKind.Unspecified).AddDays(days) + Offset;
                return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero);
            }
        }
    }
}
