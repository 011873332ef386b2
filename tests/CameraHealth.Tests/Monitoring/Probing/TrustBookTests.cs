using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Rtsp;
using CameraHealth.Tests.Monitoring.Doubles;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Probing;

public sealed class TrustBookTests : ITrustStore
{
    private static readonly string First = new('A', 64);
    private static readonly string Second = new('B', 64);

    private readonly List<MetTrust> _told = [];
    private readonly TrustBook _book;
    private PollTarget _target = Devices.Target(Devices.Camera());
    private bool _isAway;

    public TrustBookTests() => _book = new TrustBook(this, new FakeTimeProvider(Devices.Start));

    public Task<bool> KeepAsync(MetTrust met, CancellationToken cancellationToken)
    {
        _told.Add(met);
        return Task.FromResult(!_isAway);
    }

    [Fact]
    public async Task First_certificate_and_login_are_expected_from_then_on_and_told_once()
    {
        Expected().ShouldBe((null, null));
        await LearnAsync(Met(First, LoginScheme.DigestMd5));
        await LearnAsync(Met(First, LoginScheme.DigestMd5));

        Expected().ShouldBe((First, LoginScheme.DigestMd5));
        _told.ShouldHaveSingleItem().ShouldBe(new MetTrust(1, "192.168.1.1", new DeviceTrust { CertificateSha256 = First, LoginScheme = LoginScheme.DigestMd5 }, null));
    }

    [Fact]
    public async Task Stronger_login_is_expected_once_it_was_accepted_and_a_weaker_one_never()
    {
        await LearnAsync(Met(null, LoginScheme.Basic));
        await LearnAsync(Met(null, LoginScheme.DigestSha256));
        Expected().Scheme.ShouldBe(LoginScheme.DigestSha256);
        await LearnAsync(Met(null, LoginScheme.DigestMd5));
        Expected().Scheme.ShouldBe(LoginScheme.DigestSha256);
    }

    [Fact]
    public async Task Login_that_was_refused_proves_nothing()
    {
        await LearnAsync(Met(null, LoginScheme.DigestSha256) with { Outcome = StreamOutcome.Unauthenticated });
        Expected().Scheme.ShouldBeNull();
    }

    [Fact]
    public async Task Certificate_of_a_handshake_after_which_nothing_was_said_is_not_pinned()
    {
        await LearnAsync(Met(First, null) with { Outcome = StreamOutcome.Timeout, FirstByteSentAt = null });
        Expected().Certificate.ShouldBeNull();
    }

    [Fact]
    public async Task Other_certificate_and_weaker_login_are_told_and_do_not_replace_what_is_expected()
    {
        await LearnAsync(Met(First, LoginScheme.DigestSha256));
        await LearnAsync(Changed(Second));
        await LearnAsync(Weaker(LoginScheme.DigestMd5));

        Expected().ShouldBe((First, LoginScheme.DigestSha256));
        _told[^1].Trust.ShouldBe(new DeviceTrust
        {
            CertificateSha256 = First, LoginScheme = LoginScheme.DigestSha256, OtherCertificateSha256 = Second, WeakerLoginScheme = LoginScheme.DigestMd5,
        });
    }

    [Fact]
    public async Task Device_that_shows_the_expected_again_is_no_longer_contested()
    {
        await LearnAsync(Met(First, LoginScheme.DigestSha256));
        await LearnAsync(Changed(Second));
        await LearnAsync(Met(First, LoginScheme.DigestSha256));
        _told[^1].Trust.ShouldSatisfyAllConditions(trust => trust.OtherCertificateSha256.ShouldBeNull(), trust => trust.CertificateSha256.ShouldBe(First));
    }

    [Fact]
    public async Task While_the_database_is_away_it_holds_all_the_same_and_is_told_again()
    {
        _isAway = true;
        await LearnAsync(Met(First, null));
        await LearnAsync(Changed(Second));
        Expected().Certificate.ShouldBe(First);
        _isAway = false;
        await LearnAsync(Changed(Second));
        await LearnAsync(Changed(Second));
        _told.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_a_person_accepted_in_the_register_wins()
    {
        await LearnAsync(Met(First, null));
        await LearnAsync(Changed(Second));
        _target = _target with { Trust = new DeviceTrust { CertificateSha256 = Second } };
        Expected().Certificate.ShouldBe(Second);
    }

    [Fact]
    public async Task Under_another_address_nothing_of_before_holds()
    {
        await LearnAsync(Met(First, LoginScheme.DigestSha256));
        _target = _target with { Device = _target.Device with { Host = "192.168.9.9" } };
        Expected().ShouldBe((null, null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Basic_is_allowed_by_the_policy_only(bool allowed) => _book
        .Expect(_target with { Policy = new PollPolicy { AllowBasic = allowed } }, new RtspProbeRequest { Target = new Uri("rtsp://a/") }).AllowBasic.ShouldBe(allowed);

    private static StreamReport Met(string? certificate, string? scheme) => new()
    {
        Outcome = StreamOutcome.Streaming,
        CertificateSha256 = certificate,
        LoginScheme = scheme,
        FirstByteSentAt = Devices.Start,
        Duration = TimeSpan.FromSeconds(1),
    };

    private static StreamReport Changed(string certificate) => Met(certificate, null) with
    {
        Outcome = StreamOutcome.TlsFailed, Failure = new StreamFailure(StreamFailureReason.CertificateChanged, "changed"), FirstByteSentAt = null,
    };

    private static StreamReport Weaker(string scheme) => Met(null, null) with
    {
        Outcome = StreamOutcome.Unauthenticated, Failure = new StreamFailure(StreamFailureReason.LoginSchemeWeaker, "weaker"), WeakerLoginScheme = scheme,
    };

    private (string? Certificate, string? Scheme) Expected()
    {
        var request = _book.Expect(_target, new RtspProbeRequest { Target = new Uri("rtsp://a/") });
        return (request.ExpectedCertificateSha256, request.AcceptedLoginScheme);
    }

    private Task LearnAsync(StreamReport report) => _book.LearnAsync(_target, report, CancellationToken.None);
}
