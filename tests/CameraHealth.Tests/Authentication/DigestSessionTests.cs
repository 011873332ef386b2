using CameraHealth.Authentication;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Authentication;

public class DigestSessionTests
{
    private static readonly DeviceCredential Mufasa = new("Mufasa", "Circle of Life");

    [Fact]
    public void Md5_with_qop_gives_the_answer_of_rfc_7616_section_3_9_1()
    {
        var session = Challenged(
            "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=MD5, "
                + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"",
            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

        var header = session.CreateAuthorization("GET", "/dir/index.html", Mufasa);

        header.ShouldContain("response=\"8ca523f5e9506fed4657c9700eebdbec\"");
        header.ShouldContain("qop=auth, nc=00000001, cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\"");
        header.ShouldContain("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
    }

    [Fact]
    public void Sha_256_gives_the_answer_of_rfc_7616_section_3_9_1()
    {
        var session = Challenged(
            "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=SHA-256, "
                + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"",
            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

        session.CreateAuthorization("GET", "/dir/index.html", Mufasa)
            .ShouldContain("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"");
    }

    [Fact]
    public void Without_qop_the_answer_is_that_of_rfc_2069_and_names_no_count()
    {
        // A1, A2 and the answer computed with md5sum: 2069 hashes secret:nonce:request.
        var header = Challenged("Digest realm=\"GStreamer RTSP Server\", nonce=\"0123456789abcdef\"", "unused")
            .CreateAuthorization("DESCRIBE", "rtsp://127.0.0.1:8554/cam", new DeviceCredential("user", "secret"));

        header.ShouldContain("response=\"27b05a07080a5d32ef7515f795c3157d\"");
        header.ShouldNotContain("nc=");
        header.ShouldNotContain("qop");
        header.ShouldNotContain("algorithm");
        header.ShouldNotContain("opaque");
    }

    [Fact]
    public void A_session_algorithm_hashes_the_nonces_into_the_secret() =>
        Challenged("Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess, qop=\"auth\"", "c")
            .CreateAuthorization("GET", "/", new DeviceCredential("u", "p"))
            .ShouldContain("response=\"6e4aac8b22e97762f88ccd0d5ccf5b1d\"");

    [Fact]
    public void The_count_grows_while_the_nonce_stays_and_starts_again_with_a_new_one()
    {
        var session = Challenged("Digest realm=\"r\", nonce=\"n1\", qop=\"auth\"", "c");

        session.CreateAuthorization("GET", "/", Mufasa).ShouldContain("nc=00000001");
        session.CreateAuthorization("GET", "/", Mufasa).ShouldContain("nc=00000002");
        session.Remember(Read("Digest realm=\"r\", nonce=\"n1\", qop=\"auth\""));
        session.CreateAuthorization("GET", "/", Mufasa).ShouldContain("nc=00000003");
        session.Remember(Read("Digest realm=\"r\", nonce=\"n2\", qop=\"auth\""));
        session.CreateAuthorization("GET", "/", Mufasa).ShouldContain("nc=00000001");
    }

    [Fact]
    public void The_next_nonce_of_authentication_info_is_used()
    {
        var session = Challenged("Digest realm=\"r\", nonce=\"n1\", qop=\"auth\"", "c");

        session.RememberNextNonce("qop=auth, nextnonce=\"n2\", rspauth=\"x\"");
        session.RememberNextNonce("rspauth=\"x\"");

        session.CreateAuthorization("GET", "/", Mufasa).ShouldContain("nonce=\"n2\"");
    }

    [Fact]
    public void Bosch_gets_its_empty_opaque_back() =>
        Challenged("Digest realm=\"r\", nonce=\"n\", opaque=\"\"", "c").CreateAuthorization("GET", "/", Mufasa).ShouldContain("opaque=\"\"");

    [Fact]
    public void An_account_name_cannot_end_the_header_line()
    {
        var header = Challenged("Digest realm=\"r\", nonce=\"n\"", "c")
            .CreateAuthorization("GET", "/", new DeviceCredential("a\"b\r\nX: y", "p"));

        header.ShouldNotContain('\n');
        header.ShouldNotContain('\r');
        header.ShouldContain("username=\"a\\\"bX: y\"");
    }

    [Fact]
    public void The_password_shows_nowhere()
    {
        Challenged("Digest realm=\"r\", nonce=\"n\"", "c").CreateAuthorization("GET", "/", Mufasa).ShouldNotContain("Circle");
        Mufasa.ToString().ShouldBe("Mufasa:***");
    }

    [Fact]
    public void Without_a_challenge_nothing_is_answered() =>
        Should.Throw<InvalidOperationException>(() => new DigestSession().CreateAuthorization("GET", "/", Mufasa));

    private static DigestSession Challenged(string header, string clientNonce)
    {
        var session = new DigestSession(() => clientNonce);
        session.Remember(Read(header));
        return session;
    }

    private static DigestChallenge Read(string header) => DigestChallenge.PickStrongest(AuthenticateChallenge.ParseAll([header]))!;
}
