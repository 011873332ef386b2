using System.Text.RegularExpressions;

namespace CameraHealth.Storage.Fleet;

/// <summary>Codes of devices and sites, and names of credential sets.</summary>
public static partial class RegisterCode
{
    /// <summary>Whether a text can be one: 1 to 64 letters, digits and <c>- _ .</c></summary>
    public static bool IsValid(string text) => Pattern().IsMatch(text);

    [GeneratedRegex(@"^[\p{L}\p{Nd}_.\-]{1,64}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
