namespace CameraHealth.Onvif.Addresses;

internal static class DigitText
{
    /// <summary>True also for empty text.</summary>
    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
