using System.Globalization;
using CameraHealth.Storage.Sealing;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Kpis;
using Microsoft.AspNetCore.Components;

namespace CameraHealth.Web.Pages;

/// <summary>The digests of the sealed days, to be printed: on paper nobody changes them.</summary>
public sealed partial class LedgerPage
{
    private const int Days = 62;
    private const int GroupLength = 8;

    private IReadOnlyList<DaySeal>? _seals;

    [Inject]
    private ISealReader Reader { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private Localization.Formats Formats { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _seals = await Reader.ListAsync(Days, CancellationToken.None);
        }
        catch (FleetUnavailableException)
        {
            // Said on the page.
        }
    }

    // Eight digits at a time: somebody compares them by eye, and the line breaks between them.
    private static string Grouped(string digest) => string.Join(' ', digest.Chunk(GroupLength).Select(group => new string(group)));

    private static string AnchorOf(DaySeal seal) => string.Create(CultureInfo.InvariantCulture, $"{seal.Day:yyyy-MM-dd}={seal.Text}");
}
