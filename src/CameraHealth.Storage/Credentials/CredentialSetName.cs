using System.Text.RegularExpressions;

namespace CameraHealth.Storage.Credentials;

/// <summary>Names of credential sets.</summary>
public static partial class CredentialSetName
{
    /// <summary>Whether a text can be one: 1 to 64 letters, digits and <c>- _ .</c>, as codes are.</summary>
    public static bool IsValid(string text) => Pattern().IsMatch(text);

    [GeneratedRegex(@"^[\p{L}\p{Nd}_.\-]{1,64}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
