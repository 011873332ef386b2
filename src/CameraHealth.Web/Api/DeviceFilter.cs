using System.Globalization;
using System.Text;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Queries;

namespace CameraHealth.Web.Api;

/// <summary>Which devices are asked for. Null: any.</summary>
/// <param name="Status">Overall status.</param>
/// <param name="Site">Site code.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Part of code, name, site or group; case and Vietnamese accents do not matter.</param>
internal sealed record DeviceFilter(Status? Status, string? Site, DeviceKind? Kind, string? Text)
{
    public static readonly DeviceFilter Everything = new(null, null, null, null);

    public IEnumerable<DeviceRow> Apply(IEnumerable<DeviceRow> devices)
    {
        var text = string.IsNullOrWhiteSpace(Text) ? null : Fold(Text.Trim());
        return devices.Where(device =>
            (Status is null || device.Status == Status)
            && (Kind is null || device.Kind == Kind)
            && (string.IsNullOrEmpty(Site) || string.Equals(device.SiteCode, Site, StringComparison.Ordinal))
            && (text is null || Holds(device, text)));
    }

    private static bool Holds(DeviceRow device, string text) =>
        Fold(device.Code).Contains(text, StringComparison.Ordinal)
        || Fold(device.Name).Contains(text, StringComparison.Ordinal)
        || Fold(device.SiteName).Contains(text, StringComparison.Ordinal)
        || (device.GroupName is { } group && Fold(group).Contains(text, StringComparison.Ordinal));

    /// <summary>Lower case without accents, so that "ben dam" finds "Bến Đầm". đ is a letter of its own to Unicode and needs a hand.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(letter is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(letter));
            }
        }

        return folded.ToString();
    }
}
