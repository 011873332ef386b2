using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Contracts;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Localization;
using CameraHealth.Web.Streams;
using Microsoft.AspNetCore.Components;
using static CameraHealth.Web.Localization.Texts;

namespace CameraHealth.Web.Components;

/// <summary>What a device's main and sub streams are to deliver, beside what was measured, and which terms they do not keep.</summary>
public sealed partial class ContractPanel
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(10);

    private IReadOnlyList<ContractRow>? _rows;
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    [Parameter]
    [EditorRequired]
    public string Code { get; set; } = string.Empty;

    /// <summary>The latest measures of the main stream; null: none.</summary>
    [Parameter]
    [EditorRequired]
    public StreamReading? Stream { get; set; }

    /// <summary>When they were taken; null: never.</summary>
    [Parameter]
    [EditorRequired]
    public DateTimeOffset? StreamAt { get; set; }

    [Inject]
    private IContractReader Reader { get; set; } = default!;

    [Inject]
    private Formats Formats { get; set; } = default!;

    private IEnumerable<(StreamRole Role, StreamReading? Measured, DateTimeOffset? At)> Streams =>
        [(StreamRole.Main, Stream, Stream is null ? null : StreamAt), (StreamRole.Sub, Stream?.Sub?.Measures, Stream?.Sub?.At)];

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (Time.GetUtcNow() - _readAt < MaxAge)
        {
            return;
        }

        try
        {
            _rows = await Reader.FindAsync(Code, cancellationToken);
            _readAt = Time.GetUtcNow();
        }
        catch (FleetUnavailableException)
        {
            // The page says so; what is shown stays.
        }
    }

    private string Origin(ContractRow row) => row is { Person: { } person, Reason: { } reason }
        ? T("Contract.ByPerson", person, Formats.Minute(row.RecordedAt), reason)
        : T("Contract.ByDevice", Formats.Minute(row.RecordedAt));

    private static IEnumerable<(ContractTerm Term, string? Wanted, string? Measured)> Terms(StreamContract wanted, StreamReading? measured)
    {
        yield return (ContractTerm.Codec, wanted.Codec, measured?.Codec);
        yield return (ContractTerm.Size, Size(wanted.Width, wanted.Height), Size(measured?.Width, measured?.Height));
        yield return (ContractTerm.FrameRate, ReadingsTable.Filled("Unit.FramesPerSecond", wanted.FrameRate), ReadingsTable.Filled("Unit.FramesPerSecond", measured?.FrameRate));
        yield return (ContractTerm.BitRate, Band(wanted), ReadingsTable.Filled("Unit.MegabitPerSecond", measured?.BitRate / 1e6, 2));
        yield return (ContractTerm.KeyframeInterval, ReadingsTable.Filled("Unit.Seconds", wanted.KeyframeInterval?.TotalSeconds, 2), ReadingsTable.Filled("Unit.Seconds", measured?.KeyframeInterval?.TotalSeconds, 2));
    }

    private static string? Size(int? width, int? height) => width is null || height is null ? null : $"{width}×{height}";

    private static string? Band(StreamContract wanted) => (wanted.BitRateLow, wanted.BitRateHigh) switch
    {
        (null, null) => null,
        ({ } low, { } high) => T("Unit.MegabitPerSecond", $"{Formats.Number(low / 1e6, 2)}–{Formats.Number(high / 1e6, 2)}"),
        ({ } low, null) => "≥ " + ReadingsTable.Filled("Unit.MegabitPerSecond", low / 1e6, 2),
        (null, { } high) => "≤ " + ReadingsTable.Filled("Unit.MegabitPerSecond", high / 1e6, 2),
    };
}
