using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Pictures;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Localization;
using CameraHealth.Web.Pictures;
using Microsoft.AspNetCore.Components;
using static CameraHealth.Web.Localization.Texts;

namespace CameraHealth.Web.Components;

/// <summary>A device's newest picture with what was found, the view it is compared with beside it, and the acceptance of a new view.</summary>
public sealed partial class DevicePicture
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(10);

    private DevicePictures? _pictures;
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;
    private bool _isRead;
    private StoredPicture? _picked;
    private string _person = string.Empty;
    private string? _note;
    private string? _answer;

    [Parameter]
    [EditorRequired]
    public string Code { get; set; } = string.Empty;

    /// <summary>Verdict on the picture rung.</summary>
    [Parameter]
    [EditorRequired]
    public RungStatus Status { get; set; }

    /// <summary>Its reason.</summary>
    [Parameter]
    [EditorRequired]
    public Reason Reason { get; set; }

    [Inject]
    private IPictureReader Reader { get; set; } = default!;

    [Inject]
    private Formats Formats { get; set; } = default!;

    // A view nobody has accepted yet is shown in the place of the accepted one.
    private StoredPicture? Beside => _pictures?.Reference ?? _pictures?.Candidates.FirstOrDefault(candidate => candidate.IsNight == _pictures.Latest?.IsNight);

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (Time.GetUtcNow() - _readAt < MaxAge)
        {
            return;
        }

        try
        {
            _pictures = await Reader.FindAsync(Code, cancellationToken);
            (_isRead, _readAt) = (true, Time.GetUtcNow());
        }
        catch (FleetUnavailableException)
        {
            // The page says so; what is shown keeps its time.
        }
    }

    private static string OriginOf(StoredPicture picture) => T(picture.Origin == PictureOrigin.Snapshot ? "Device.OriginSnapshot" : "Device.OriginKeyframe");

    private void Pick(StoredPicture picture) => (_picked, _answer) = (picture, null);

    private async Task AcceptAsync()
    {
        if (_picked is not { } picked || string.IsNullOrWhiteSpace(_person))
        {
            return;
        }

        try
        {
            _answer = await Reader.AcceptAsync(Code, picked.Id, _person.Trim(), string.IsNullOrWhiteSpace(_note) ? null : _note.Trim(), CancellationToken.None) switch
            {
                Acceptance.Accepted => "Device.AcceptDone",
                Acceptance.PictureGone => "Device.AcceptGone",
                _ => "Device.AcceptFaulty",
            };
        }
        catch (FleetUnavailableException)
        {
            _answer = "Device.AcceptAway";
        }

        (_picked, _readAt) = (null, DateTimeOffset.MinValue);
        await LoadAsync(CancellationToken.None);
    }
}
