using System.Text;
using CameraHealth.Rtsp;
using CameraHealth.Rtsp.Sdp;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Rtsp;

public class SessionDescriptionTests
{
    private const string Sps = "Z0LAHtkAoC/5cBEAAAMAAQAAAwAyDxYuSA==";

    /// <summary>Descriptions in the manner of devices, and the video that is chosen; also the seeds of the mutation test.</summary>
    public static readonly TheoryData<string, string> Cases = new()
    {
        { $"v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1; sprop-parameter-sets={Sps},aM4=\r\na=control:t1\r\n", "96 H264 90000 t1 - 640x360" },
        { "m=audio 0 RTP/AVP 0\nm=video 0 RTP/AVP 98 \na=rtpmap:98 h265/90000  \na=framerate:12.5\na=control:t2\n", "98 H265 90000 t2 12.5 -" },
        { "m=video 0 RTP/AVP 26\r\na=framerate:0S\r\n", "26 MJPEG 90000 - - -" },
        { "m=video 0 RTP/AVP 97 35\r\na=rtpmap:97 rtx/90000\r\na=rtpmap:35 H264/90000\r\n", "35 H264 90000 - - -" },
        { "m=video 0 RTP/AVP 96\r\na=rtpmap:96 MP4V-ES/90000\r\nm=video 0 RTP/AVP 97\r\na=rtpmap:97 H264/30000\r\n", "97 H264 30000 - - -" },
        { "m=video 0 RTP/AVP 96\r\na=rtpmap:96 MP4V-ES/90000\r\n", "96 MP4V-ES 90000 - - -" },
        { "s=x\r\ns=y\r\na=framerate:7\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/tp-link\r\na=fmtp:97 sprop-parameter-sets=" + Sps, "96 H264 90000 - 7 -" },
        { $"m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 sprop-parameter-sets=AAAAA{Sps}", "96 H264 90000 - - -" },
        { "v=0\r\nm=audio 0 RTP/AVP 0\r\n", "none" },
        { "v=0\r\nm=video\r\nm=\r\na=rtpmap:\r\na=fmtp:96", "none" },
        { "<html>no</html>", "malformed_description" },
        { "", "malformed_description" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_first_video_that_can_be_read_is_chosen(string sdp, string expected) => Describe(sdp).ShouldBe(expected);

    [Fact]
    public void CP3PRO_puts_a_start_code_into_the_parameter_set()
    {
        var set = Convert.ToBase64String([0, 0, 0, 1, .. Convert.FromBase64String(Sps)]);

        Describe($"m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 sprop-parameter-sets={set}\r\n").ShouldEndWith("640x360");
    }

    [Fact]
    public void H265_parameter_sets_count_only_when_all_three_are_there()
    {
        var sps = Convert.ToBase64String(Convert.FromHexString(SequenceParameterSetTests.H265.First().Data.Item5));
        const string Head = "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H265/90000\r\na=fmtp:96 ";

        Describe($"{Head}sprop-vps=QAE=;sprop-sps={sps};sprop-pps=RAE=").ShouldEndWith("640x360");
        Describe($"{Head}sprop-sps={sps}").ShouldEndWith(" -");
    }

    [Fact]
    public void Damaged_descriptions_give_a_video_or_a_reason() =>
        Mutations.ForEach(Cases.Select(c => c.Data.Item1), text => Describe(text).ShouldNotBeNull());

    private static string Describe(string sdp)
    {
        try
        {
            var video = SessionDescription.Parse(Encoding.Latin1.GetBytes(sdp)).ChooseVideo();
            if (video?.ChoosePayloadType() is not { } type)
                return "none";
            var format = DeclaredFormat.Read(video, type);
            var size = format is null ? "-" : $"{format.Value.Width}x{format.Value.Height}";
            return FormattableString.Invariant($"{type} {video.Codec(type)} {video.ClockRate(type)} {video.Control ?? "-"} {video.FrameRate?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"} {size}");
        }
        catch (StreamException e)
        {
            return e.Reason;
        }
    }
}
