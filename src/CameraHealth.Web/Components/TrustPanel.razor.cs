using CameraHealth.Storage.Trust;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Localization;
using CameraHealth.Web.Streams;
using Microsoft.AspNetCore.Components;
using static CameraHealth.Web.Localization.Texts;

namespace CameraHealth.Web.Components;

/// <summary>The certificate and login that a device is held to, what it shows instead, and the acceptance of that by a person.</summary>
public sealed partial class TrustPanel
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(10);

    private TrustRow? _trust;
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;
    private string _person = string.Empty;
    private string _reason = string.Empty;
    private string? _answer;

    [Parameter]
    [EditorRequired]
    public string Code { get; set; } = string.Empty;

    [Inject]
    private ITrustReader Reader { get; set; } = default!;

    [Inject]
    private Formats Formats { get; set; } = default!;

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (Time.GetUtcNow() - _readAt < MaxAge)
        {
            return;
        }

        try
        {
            _trust = await Reader.FindAsync(Code, cancellationToken);
            _readAt = Time.GetUtcNow();
        }
        catch (FleetUnavailableException)
        {
            // The page says so; what is shown stays.
        }
    }

    private static string NameOf(string scheme) => scheme switch
    {
        "basic" => T("Trust.Basic"),
        "digest_md5" => T("Trust.DigestMd5"),
        _ => T("Trust.DigestSha256"),
    };

    private string Since(DateTimeOffset? at) => T("Trust.Since", Minute(at));

    private string Minute(DateTimeOffset? at) => at is { } known ? Formats.Minute(known) : string.Empty;

    private string? Validity(DateTimeOffset? until) => until is { } end ? T(end < Time.GetUtcNow() ? "Trust.Expired" : "Trust.ValidUntil", Formats.Minute(end)) : null;

    private async Task AcceptAsync()
    {
        if (_trust is not { } trust || string.IsNullOrWhiteSpace(_person) || string.IsNullOrWhiteSpace(_reason))
        {
            return;
        }

        try
        {
            _answer = await Reader.AcceptAsync(trust.Code, _person.Trim(), _reason.Trim(), CancellationToken.None) ? "Trust.Done" : "Trust.Gone";
        }
        catch (FleetUnavailableException)
        {
            _answer = "Trust.Away";
        }

        _readAt = DateTimeOffset.MinValue;
        await LoadAsync(CancellationToken.None);
    }
}
