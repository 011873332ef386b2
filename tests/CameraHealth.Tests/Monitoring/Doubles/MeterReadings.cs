using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CameraHealth.Monitoring.Telemetry;

namespace CameraHealth.Tests.Monitoring.Doubles;

/// <summary>Hears what one set of meters says from now on.</summary>
internal sealed class MeterReadings : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Instrument, string Tags, double Value)> _heard = new();

    public MeterReadings(PollMeters meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Sum of a counter with exactly these tags, written <c>kind=health outcome=good</c>.</summary>
    public double Total(string instrument, string tags = "") => _heard.Where(heard => heard.Instrument == instrument && heard.Tags == tags).Sum(heard => heard.Value);

    /// <summary>Every value told to an instrument, in order.</summary>
    public IReadOnlyList<double> Values(string instrument) => [.. _heard.Where(heard => heard.Instrument == instrument).Select(heard => heard.Value)];

    /// <summary>What an observable instrument says now.</summary>
    public double Observe(string instrument)
    {
        _listener.RecordObservableInstruments();
        return Values(instrument)[^1];
    }

    public void Dispose() => _listener.Dispose();

    private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _heard.Enqueue((instrument.Name, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")), value));
}
