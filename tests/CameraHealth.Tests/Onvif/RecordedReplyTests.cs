using CameraHealth.Onvif;
using CameraHealth.Onvif.Login;
using CameraHealth.Onvif.Operations;
using CameraHealth.Onvif.Soap;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Onvif;

public class RecordedReplyTests
{
    private static readonly DateTimeOffset Midpoint = new(2026, 1, 2, 3, 4, 0, TimeSpan.Zero);

    [Fact]
    public void Hikvision_clock_gives_offset_and_error()
    {
        var clock = GetSystemDateAndTime.Parse(Read(RecordedReplies.HikvisionClock), Midpoint, TimeSpan.FromSeconds(0.2));

        clock.DeviceUtc.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        clock.Offset.ShouldBe(TimeSpan.FromSeconds(5.5));
        clock.Error.ShouldBe(TimeSpan.FromSeconds(0.6));
        clock.Unreadable.ShouldBeFalse();
        clock.RawText.ShouldBe("UTC 2026-1-2 3:4:5, local 2026-1-2 10:4:5, TZ CST-7:00:00");
    }

    [Fact]
    public void Clock_with_local_time_only_is_unreadable_with_its_raw_text_and_not_guessed()
        => GetSystemDateAndTime.Parse(Read(RecordedReplies.LocalOnlyClock), Midpoint, TimeSpan.Zero)
            .ShouldBe(new DeviceClock(null, "local 1979-11-30 0:1:2, TZ GMT+02:00PDT,M1.1.1", null, null, Unreadable: true));

    [Theory]
    [InlineData("<tt:Minute>4<", "<tt:Minute>61<")]
    [InlineData("<tt:Month>1<", "<tt:Month>13<")]
    [InlineData("<tt:Day>2<", "<tt:Day>0<")]
    [InlineData("<tt:Day>2<", "<tt:Day>31.5<")]
    [InlineData("<tt:Year>2026<", "<tt:Year>0<")]
    [InlineData("<tt:Year>2026<", "<tt:Year>9999<")]
    [InlineData("<tt:Hour>3<", "<tt:Hour>24<")]
    [InlineData("<tt:Hour>3<", "<tt:Hour><")]
    public void Clock_field_out_of_range_makes_the_clock_unreadable(string good, string bad)
    {
        var clock = GetSystemDateAndTime.Parse(Read(RecordedReplies.HikvisionClock.Replace(good, bad)), Midpoint, TimeSpan.Zero);

        (clock.Unreadable, clock.Offset).ShouldBe((true, null));
        clock.RawText.ShouldNotBeNull();
    }

    [Fact]
    public void Axis_information_is_read_past_a_header_that_holds_a_body()
        => GetDeviceInformation.Parse(Read(RecordedReplies.AxisInformation)).ShouldBe(new DeviceIdentity("AXIS", "P1", "9.80.1", "ACCC8E000000", "70E"));

    [Fact]
    public void Pelco_information_without_prefixes_is_trimmed_and_missing_fields_are_null()
        => GetDeviceInformation.Parse(Read(RecordedReplies.PelcoInformation)).ShouldBe(new DeviceIdentity("Pelco", "Sarix", "2.1", null, null));

    [Fact]
    public void Dahua_services_are_listed_but_not_the_nameless_one()
        => GetServices.Parse(Read(RecordedReplies.DahuaServices)).ShouldBe([
            new ToldService("http://www.onvif.org/ver10/media/wsdl", "http://192.168.1.108/onvif/media_service", "2.60"),
            new ToldService("http://www.onvif.org/ver20/media/wsdl", "http://192.168.1.108/onvif/media2_service", null)]);

    [Fact]
    public void Dahua_profile_without_encoder_survives_and_one_without_token_does_not()
        => GetProfiles.Parse(Read(RecordedReplies.DahuaProfiles), media2: false).ShouldBe([
            new MediaProfile("MediaProfile000", "Main", "00000", "H264", 1920, 1080, 12.5, 4_096_000, Media2: false),
            new MediaProfile("MediaProfile001", "Sub", null, null, null, null, null, null, Media2: false)]);

    [Fact]
    public void Reolink_media2_profile_names_h265()
        => GetProfiles.Parse(Read(RecordedReplies.ReolinkProfiles), media2: true).ShouldBe([
            new MediaProfile("000", "Profile_000", "000", "H265", 3840, 2160, 12.5, 8_192_000, Media2: true) { GovLength = 50 }]);

    [Fact]
    public void Hikvision_refusal_is_about_the_login_and_tells_the_attempts_left()
    {
        var fault = SoapFault.From(Read(RecordedReplies.HikvisionRefusal)).ShouldNotBeNull();

        fault.Codes.ShouldBe(["Sender", "NotAuthorized"]);
        FaultReason.IsAboutLogin(fault).ShouldBeTrue();
        AttemptsLeft.Parse(fault.Reason).ShouldBe(4);
    }

    [Fact]
    public void Envelope_cut_off_after_its_answer_is_read()
    {
        var whole = RecordedReplies.AxisInformation;
        var cut = whole[..(whole.IndexOf("Response></SOAP-ENV:Body", StringComparison.Ordinal) + 9)];

        GetDeviceInformation.Parse(Read(cut)).Model.ShouldBe("P1");
    }

    private static SoapElement Read(string text) => SoapReplyReader.Read(text, 64).ShouldNotBeNull();
}
