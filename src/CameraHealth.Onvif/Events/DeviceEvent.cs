namespace CameraHealth.Onvif.Events;

/// <summary>What a device says about a change of a property: the state it is in, or a change of it.</summary>
public enum PropertyOperation
{
    /// <summary>Nothing was said, or it is no property.</summary>
    None,

    /// <summary>The state at the begin of the subscription.</summary>
    Initialized,

    /// <summary>A change.</summary>
    Changed,

    /// <summary>The property is gone.</summary>
    Deleted,
}

/// <summary>One notification message (ONVIF Core 9). Texts are bounded, on one line.</summary>
/// <param name="Topic">Path without prefixes: <c>VideoSource/SignalLoss</c>; never empty.</param>
/// <param name="At">UTC by the device's clock; null: it said none that can be read.</param>
/// <param name="Operation">Whether it is a state or a change.</param>
/// <param name="Source">What it is about, by name: <c>Source</c> = <c>VideoSourceToken001</c>.</param>
/// <param name="Values">What it says, by name: <c>State</c> = <c>true</c>.</param>
public sealed record DeviceEvent(
    string Topic, DateTimeOffset? At, PropertyOperation Operation, IReadOnlyDictionary<string, string> Source, IReadOnlyDictionary<string, string> Values);
