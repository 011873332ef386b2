using CameraHealth.Web.Maintenance;
using Microsoft.AspNetCore.Components;

namespace CameraHealth.Web.Components;

/// <summary>Enters a maintenance window.</summary>
public sealed partial class MaintenanceEntryForm
{
    private const string Once = "once";
    private const string Weekly = "weekly";

    private static readonly DayOfWeek[] Week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    private MaintenanceDraft _draft = new();
    private bool _isSubmitted;
    private bool _isOpen;
    private bool _isBusy;

    /// <summary>Stores it; false: that was not possible, and what was typed stays.</summary>
    [Parameter, EditorRequired]
    public Func<MaintenanceDraft, Task<bool>> Add { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private WebRoleOptions Options { get; set; } = default!;

    // Not before it was tried.
    private IReadOnlyList<string> Wrong => _isSubmitted ? _draft.Check() : [];

    private string Repeats
    {
        get => _draft.IsWeekly ? Weekly : Once;
        set => _draft.IsWeekly = value == Weekly;
    }

    protected override void OnInitialized() => _draft.Zone = Options.TimeZone.Id;

    private void Toggle() => _isOpen = !_isOpen;

    private async Task SubmitAsync()
    {
        _isSubmitted = true;
        if (Wrong.Count > 0)
        {
            return;
        }

        _isBusy = true;
        try
        {
            if (await Add(_draft))
            {
                // Who enters several is the same person.
                _draft = new MaintenanceDraft { Zone = _draft.Zone, Person = _draft.Person };
                (_isOpen, _isSubmitted) = (false, false);
            }
        }
        finally
        {
            _isBusy = false;
        }
    }
}
