using CameraHealth.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace CameraHealth.Web.Components;

public sealed partial class LanguageSwitch : IDisposable
{
    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private Uri Address => new(Navigation.Uri);

    private IEnumerable<(string Name, string Value)> Parameters =>
        from parameter in QueryHelpers.ParseQuery(Address.Query)
        where !string.Equals(parameter.Key, LanguageChoice.Parameter, StringComparison.Ordinal)
        from value in parameter.Value
        select (parameter.Key, value);

    public void Dispose() => Navigation.LocationChanged -= Follow;

    protected override void OnInitialized() => Navigation.LocationChanged += Follow;

    private void Follow(object? sender, LocationChangedEventArgs location) => _ = InvokeAsync(StateHasChanged);
}
