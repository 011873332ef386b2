using System.Text;
using CameraHealth.Onvif;
using CameraHealth.Onvif.Addresses;
using CameraHealth.Onvif.Login;
using CameraHealth.Onvif.Operations;
using CameraHealth.Onvif.Soap;
using CameraHealth.Onvif.Transport;
using CsCheck;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Onvif;

public class HostileReplyTests
{
    private static readonly SoapOperation[] Operations =
        [GetSystemDateAndTime.Operation, GetDeviceInformation.Operation, GetServices.Operation, GetProfiles.Media1, GetProfiles.Media2];

    private static readonly string[] Pieces = ["</", "<a>", "&#0;", "]]>", "<![CDATA[", "99999999999", "-1", "\""];

    [Theory]
    [InlineData("", OnvifFailureReason.MalformedReply)]
    [InlineData("x", OnvifFailureReason.MalformedReply)]
    [InlineData("<a/>", OnvifFailureReason.MalformedReply)]
    [InlineData("<Envelope/>", OnvifFailureReason.MalformedReply)]
    [InlineData("<Envelope><Body><GetXResponse>", OnvifFailureReason.MalformedReply)]
    [InlineData("<Envelope><Body><a></b></Body></Envelope>", OnvifFailureReason.MalformedReply)]
    [InlineData("<!DOCTYPE a [<!ENTITY e 'x'>]><Envelope><Body><a>&e;</a></Body></Envelope>", OnvifFailureReason.MalformedReply)]
    [InlineData("<Envelope><Body><a>&unknown;</a></Body></Envelope>", OnvifFailureReason.MalformedReply)]
    public void Unreadable_reply_has_a_reason(string text, OnvifFailureReason reason)
        => Should.Throw<OnvifException>(() => SoapReplyReader.Read(text, 64)).Reason.ShouldBe(reason);

    [Fact]
    public void Nesting_deeper_than_allowed_is_too_large()
    {
        Should.NotThrow(() => SoapReplyReader.Read(Nested(60), 64));
        Should.Throw<OnvifException>(() => SoapReplyReader.Read(Nested(100_000), 64)).Reason.ShouldBe(OnvifFailureReason.ReplyTooLarge);
    }

    [Fact]
    public void Element_count_is_bounded()
        => Should.Throw<OnvifException>(() => SoapReplyReader.Read($"<Envelope><Body><a>{string.Concat(Enumerable.Repeat("<b/>", SoapReplyReader.MaxElements))}</a></Body></Envelope>", 64))
            .Reason.ShouldBe(OnvifFailureReason.ReplyTooLarge);

    [Fact]
    public void Bytes_that_are_no_utf8_are_replaced_and_control_characters_dropped()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("<Envelope><Body><R><Model>A"), 0xFF, 0x01, .. Encoding.UTF8.GetBytes("B</Model></R></Body></Envelope>")];

        var answer = SoapReplyReader.Read(ReplyText.Decode(bytes), 64).ShouldNotBeNull();

        GetDeviceInformation.Parse(answer).Model.ShouldBe("A\uFFFDB");
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    [InlineData("utf-8")]
    public void Encoding_is_found_from_the_bytes(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes($"<?xml version=\"1.0\" encoding=\"{name}\"?><Envelope><Body><R><Model>é</Model></R></Body></Envelope>")];

        SoapReplyReader.Read(ReplyText.Decode(bytes), 64)!.TextAt("Model").ShouldBe("é");
    }

    [Fact]
    public void Mutated_replies_never_give_anything_but_a_typed_failure()
    {
        var mutation = Gen.Select(Gen.Int[0, 5000], Gen.Int[0, 12], Gen.OneOf(Gen.Byte.Array[0, 12], Gen.Int[0, Pieces.Length - 1].Select(i => Encoding.UTF8.GetBytes(Pieces[i]))));
        Gen.Select(Gen.Int[0, RecordedReplies.All.Count - 1], mutation.Array[1, 6], Gen.Bool).Sample(
            (seed, mutations, ok) => Consume(Mutate(Encoding.UTF8.GetBytes(RecordedReplies.All[seed]), mutations), ok ? 200 : 500), iter: 20_000);
    }

    [Fact]
    public void Any_text_as_address_gives_an_address_on_the_registered_host_or_none()
    {
        var endpoint = new OnvifEndpoint("10.0.0.5", 8080);
        Gen.OneOf(Gen.String, Gen.String.Select(s => "rtsp://" + s), Gen.String[Gen.Char["/:@[]%?#. 0a"], 0, 20].Select(s => "http://" + s)).Sample(
            text =>
            {
                ServiceAddress.Correct(text, endpoint).Current.Host.ShouldBe("10.0.0.5");
                if (StreamAddress.Correct(text, endpoint) is { } stream)
                {
                    (stream.Host, stream.UserInfo).ShouldBe(("10.0.0.5", ""));
                }
            },
            iter: 20_000);
    }

    private static string Nested(int depth)
        => "<Envelope><Body>" + string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth)) + "</Body></Envelope>";

    private static byte[] Mutate(byte[] bytes, (int At, int Removed, byte[] Put)[] mutations)
    {
        foreach (var (at, removed, put) in mutations)
        {
            var start = at % (bytes.Length + 1);
            bytes = [.. bytes[..start], .. put, .. bytes[Math.Min(bytes.Length, start + removed)..]];
        }

        return bytes;
    }

    private static void Consume(byte[] bytes, int status)
    {
        var http = new HttpReply { Status = status, Body = bytes, SentTimestamp = 0, ReceivedTimestamp = 0 };
        foreach (var operation in Operations)
        {
            var reply = SoapReply.Read(http, operation, new OnvifClientOptions(), new SecretMask(null));
            (reply.Answer is null).ShouldBe(reply.Failure is not null);
            if (reply.Answer is { } answer)
            {
                GetSystemDateAndTime.Parse(answer, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
                GetDeviceInformation.Parse(answer);
                GetServices.Parse(answer);
                GetProfiles.Parse(answer, media2: true);
                GetProfiles.Parse(answer, media2: false);
            }
        }
    }
}
