using System.Diagnostics.Metrics;
using System.Globalization;
using Dataflow.Pipelines.Telemetry;

namespace Dataflow.Pipelines.Tests.Telemetry;

/// <summary>Listens to the engine's meter, for one pipeline of this process.</summary>
internal sealed class Listener : IDisposable
{
    private readonly string _pipeline;
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, Instrument> _instruments = [];
    private readonly List<string> _seen = [];

    public Listener(string pipeline)
    {
        _pipeline = pipeline;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == PipelineTelemetry.Name)
            {
                lock (_seen)
                {
                    _instruments[instrument.Name] = instrument;
                }

                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>All instruments of the meter.</summary>
    public IReadOnlyDictionary<string, Instrument> Instruments => _instruments;

    /// <summary>The current values of the instruments, and the values recorded since the last call: <c>records.in{node=a} 3</c>.</summary>
    public List<string> Collect()
    {
        _listener.RecordObservableInstruments();
        lock (_seen)
        {
            List<string> all = [.. _seen];
            _seen.Clear();
            return all;
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, IFormattable value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!tags.Contains(new KeyValuePair<string, object?>("pipeline", _pipeline)))
        {
            return;
        }

        var others = string.Join(',', tags.ToArray().Where(static tag => tag.Key != "pipeline").Select(static tag => $"{tag.Key}={tag.Value}"));
        lock (_seen)
        {
            _seen.Add($"{instrument.Name.Replace("dataflow.", "", StringComparison.Ordinal)}{{{others}}} {value.ToString(null, CultureInfo.InvariantCulture)}");
        }
    }
}
