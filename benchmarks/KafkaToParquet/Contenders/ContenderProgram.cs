using System.Diagnostics;
using System.Text.Json;
using StreamingDataCleaning.Processes;

namespace KafkaToParquet.Contenders;

/// <summary>Runs a contender in a separate process, which reports the same figures as the pipeline's.</summary>
internal sealed class ContenderProgram(IContender contender, ContenderOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Process _process = Process.GetCurrentProcess();

    internal int Run()
    {
        Exception? fault = null;
        using (time.CreateTimer(_ => WriteReport(), null, TimeSpan.Zero, options.StatusInterval))
        {
            // A dedicated thread, like the pipeline's polling thread: no pool thread waits for the broker.
            var thread = new Thread(() =>
            {
                try
                {
                    contender.Run();
                }
                catch (Exception e)
                {
                    fault = e;
                }
            });
            thread.Start();
            thread.Join();
        }

        WriteReport();
        if (fault is not null)
        {
            Console.Error.WriteLine(fault);
        }

        return fault is null ? 0 : 1;
    }

    private void WriteReport()
    {
        lock (_gate)
        {
            _process.Refresh();
            var report = new PipelineReport(
                contender.Read, 0, -1, null, 0, Environment.CpuUsage.TotalTime.TotalSeconds,
                Environment.WorkingSet, _process.PeakWorkingSet64, GC.GetTotalAllocatedBytes(), contender.Nodes);
            Console.Out.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.PipelineReport));
            Console.Out.Flush();
        }
    }
}
