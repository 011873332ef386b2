using CameraHealth.Simulator.Logins;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Simulator;

public sealed class DigestLoginTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly DigestNonces _nonces;

    public DigestLoginTests() => _nonces = new DigestNonces(_time);

    // RFC 2617 3.5: the nonce is not ours, so a right answer is "stale" and a wrong one "refused".
    [Theory]
    [InlineData("6629fae49393a05397450978507c4ef1", LoginVerdict.Stale)]
    [InlineData("6629fae49393a05397450978507c4ef2", LoginVerdict.Refused)]
    internal void Example_of_the_rfc_is_told_right_from_wrong(string response, LoginVerdict expected)
    {
        var login = new DigestLogin("testrealm@host.com", "Mufasa", _nonces, qop: true);
        var header = "Digest username=\"Mufasa\", realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
            + $"uri=\"/dir/index.html\", qop=auth, nc=00000001, cnonce=\"0a4f113b\", response=\"{response}\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";
        login.Judge(header, "GET", "/dir/index.html", "Circle Of Life").ShouldBe(expected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Answer_to_a_challenge_is_accepted_until_the_nonce_is_too_old(bool qop)
    {
        var login = new DigestLogin("CAM-1", "admin", _nonces, qop);
        var challenge = login.Challenge(stale: false);
        challenge.Contains("qop=\"auth\"", StringComparison.Ordinal).ShouldBe(qop);
        login.Judge(Answer(challenge, qop, 1), "POST", "/x", "secret").ShouldBe(LoginVerdict.Accepted);
        _time.Advance(DigestNonces.Lifetime + TimeSpan.FromSeconds(1));
        login.Judge(Answer(challenge, qop, 2), "POST", "/x", "secret").ShouldBe(LoginVerdict.Stale);
    }

    [Fact]
    public void Nonce_count_that_does_not_grow_is_stale()
    {
        var login = new DigestLogin("CAM-1", "admin", _nonces, qop: true);
        var challenge = login.Challenge(stale: false);
        login.Judge(Answer(challenge, true, 2), "POST", "/x", "secret").ShouldBe(LoginVerdict.Accepted);
        login.Judge(Answer(challenge, true, 2), "POST", "/x", "secret").ShouldBe(LoginVerdict.Stale);
        login.Judge(Answer(challenge, true, 3), "POST", "/x", "secret").ShouldBe(LoginVerdict.Accepted);
    }

    [Fact]
    public void Answer_signed_for_another_target_method_or_password_is_refused()
    {
        var login = new DigestLogin("CAM-1", "admin", _nonces, qop: false);
        var answer = Answer(login.Challenge(stale: false), false, 1);
        login.Judge(answer, "POST", "/y", "secret").ShouldBe(LoginVerdict.Refused);
        login.Judge(answer, "GET", "/x", "secret").ShouldBe(LoginVerdict.Refused);
        login.Judge(answer, "POST", "/x", "other").ShouldBe(LoginVerdict.Refused);
    }

    [Fact]
    public void Request_without_credential_is_missing_and_another_scheme_is_refused()
    {
        var login = new DigestLogin("CAM-1", "admin", _nonces, qop: false);
        login.Judge(null, "POST", "/x", "secret").ShouldBe(LoginVerdict.Missing);
        login.Judge("Basic YWRtaW46c2VjcmV0", "POST", "/x", "secret").ShouldBe(LoginVerdict.Refused);
    }

    private static string Answer(string challenge, bool qop, int count) =>
        DigestAnswer.To(challenge, "admin", "secret", "POST", "/x", qop ? count : null);
}
