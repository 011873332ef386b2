using CameraHealth.Authentication;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Authentication;

public class AuthenticateChallengeTests
{
    /// <summary>Header values as devices write them; also the seeds of the mutation test.</summary>
    public static readonly TheoryData<string, string> Cases = new()
    {
        { "Digest realm=\"IP Camera\", nonce=\"abc\", stale=\"FALSE\"", "Digest IP Camera abc Md5 - -" },
        { "Digest realm=\"r\",nonce=\"n\",qop=\"auth,auth-int\",opaque=\"\",algorithm=MD5", "Digest r n Md5 auth+auth-int []" },
        { "DIGEST Realm=\"a, b\", NONCE=\"n\\\"q\", Algorithm=SHA-256, qop=auth", "DIGEST a, b n\"q Sha256 auth -" },
        { "Basic realm=\"r\", Digest realm=\"s\", nonce=\"n\"", "Basic r | Digest s n Md5 - -" },
        { "Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess, qop=\"auth\" ,  Basic realm=\"x\"", "Digest r n Md5 auth - | Basic x" },
        { "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-512-256", "Digest r n Unsupported - -" },
        { "Negotiate abc==, Digest realm = \"r\" , nonce = \"n\"", "Negotiate - | Digest r n Md5 - -" },
        { "Digest realm=\"unterminated", "Digest unterminated  Md5 - -" },
        { "", "" },
        { ",,, =\"", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reads_every_challenge_of_a_header(string header, string expected) =>
        string.Join(" | ", AuthenticateChallenge.ParseAll([header]).Select(Describe)).ShouldBe(expected);

    [Fact]
    public void Reads_several_headers_and_picks_the_strongest_digest()
    {
        var all = DigestChallenge.ParseAll(["Basic realm=\"r\"", "Digest realm=\"r\", nonce=\"md5\"", "Digest realm=\"r\", nonce=\"sha\", algorithm=SHA-256"]);

        all.Count.ShouldBe(3);
        DigestChallenge.PickStrongest(all)!.Nonce.ShouldBe("sha");
    }

    [Fact]
    public void Basic_alone_is_never_answered() =>
        DigestChallenge.PickStrongest(AuthenticateChallenge.ParseAll(["Basic realm=\"r\""])).ShouldBeNull();

    [Theory]
    [InlineData("Digest realm=\"r\"")]
    [InlineData("Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"")]
    [InlineData("Digest realm=\"r\", nonce=\"n\", algorithm=\"whirlpool\"")]
    public void A_challenge_that_cannot_be_answered_is_not_picked(string header) =>
        DigestChallenge.PickStrongest(AuthenticateChallenge.ParseAll([header])).ShouldBeNull();

    [Fact]
    public void Stale_is_read_without_regard_to_case_and_quotes()
    {
        ((DigestChallenge)AuthenticateChallenge.ParseAll(["Digest nonce=n, stale=True"])[0]).Stale.ShouldBeTrue();
        ((DigestChallenge)AuthenticateChallenge.ParseAll(["Digest nonce=n, stale=\"false\""])[0]).Stale.ShouldBeFalse();
    }

    [Fact]
    public void Damaged_headers_never_throw() =>
        Mutations.ForEach(Cases.Select(c => c.Data.Item1), text => AuthenticateChallenge.ParseAll([text]).Count.ShouldBeLessThanOrEqualTo(16));

    private static string Describe(AuthenticateChallenge challenge) => challenge is not DigestChallenge digest
        ? $"{challenge.Scheme} {challenge.Realm ?? "-"}"
        : $"{digest.Scheme} {digest.Realm ?? "-"} {digest.Nonce} {digest.Algorithm} "
            + $"{(digest.QopOptions.Count == 0 ? "-" : string.Join('+', digest.QopOptions))} {(digest.Opaque is null ? "-" : $"[{digest.Opaque}]")}";
}
