using System.Globalization;

namespace CameraHealth.Web.Pictures;

/// <summary>Where a stored picture is served.</summary>
internal static class PictureAddress
{
    public static string Of(string code, long id) => string.Create(CultureInfo.InvariantCulture, $"/api/v1/devices/{Uri.EscapeDataString(code)}/pictures/{id}");
}
