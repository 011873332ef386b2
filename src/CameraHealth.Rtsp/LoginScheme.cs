namespace CameraHealth.Rtsp;

/// <summary>Ways to send an account, as <see cref="StreamReport.LoginScheme"/> names them, and which is the stronger.</summary>
public static class LoginScheme
{
    /// <summary>The password itself, for everybody on the way to read.</summary>
    public const string Basic = "basic";

    /// <summary>Digest with MD5 (RFC 2617).</summary>
    public const string DigestMd5 = "digest_md5";

    /// <summary>Digest with SHA-256 (RFC 7616).</summary>
    public const string DigestSha256 = "digest_sha256";

    /// <summary>Every scheme, the weakest first.</summary>
    public static IReadOnlyList<string> All { get; } = [Basic, DigestMd5, DigestSha256];

    /// <summary>Whether <paramref name="scheme"/> protects less than <paramref name="accepted"/>. Null (none) is weaker than nothing and stronger than nothing.</summary>
    public static bool IsWeaker(string? scheme, string? accepted) => scheme is not null && accepted is not null && StrengthOf(scheme) < StrengthOf(accepted);

    private static int StrengthOf(string scheme) => scheme switch
    {
        Basic => 0,
        DigestMd5 => 1,
        DigestSha256 => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(scheme), scheme, "not a login scheme"),
    };
}
