using CameraHealth.Monitoring.Probing;
using CameraHealth.Onvif;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Probing;

/// <summary>Profiles are written <c>token@source</c>, in the order the recorder lists them.</summary>
public sealed class RecorderChannelsTests
{
    [Theory]
    // A channel is a video source: main and sub stream share it, and the first is the main one.
    [InlineData("main1@src1 sub1@src1 main2@src2 sub2@src2", 1, "main1")]
    [InlineData("main1@src1 sub1@src1 main2@src2 sub2@src2", 2, "main2")]
    [InlineData("main1@src1 sub1@src1", 2, null)]
    // The number in the token names the channel, so one that vanished does not shift those behind it.
    [InlineData("a@VideoSource_1 c@VideoSource_3", 3, "c")]
    [InlineData("a@VideoSource_1 c@VideoSource_3", 2, null)]
    [InlineData("a@00001 c@00003 b@00002", 2, "b")]
    [InlineData("c@VideoSource_3", 1, null)]
    // Numbers that cannot be channels: the order counts.
    [InlineData("a@VideoSource_0 b@VideoSource_1", 1, "a")]
    [InlineData("a@VideoSource_0 b@VideoSource_1", 2, "b")]
    [InlineData("a@left b@right", 2, "b")]
    [InlineData("a@cam1_1 b@cam2_1", 2, "b")]
    [InlineData("a@src99999999999 b@src2", 1, "a")]
    [InlineData("a@src5000 b@src2", 1, "a")]
    // Profiles without a video source are no channels.
    [InlineData("audio@ a@src1", 1, "a")]
    [InlineData("", 1, null)]
    [InlineData("a@src1", 0, null)]
    [InlineData("a@src1", 999, null)]
    public void Channel_is_found_by_its_video_source(string listed, int channel, string? token) =>
        RecorderChannels.ProfileOf([.. listed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Profile)], channel)?.Token.ShouldBe(token);

    [Theory]
    [InlineData("a@src1", 2)]
    [InlineData("a@VideoSource_1 c@VideoSource_3", 2)]
    [InlineData("", 1)]
    public void Channel_that_is_not_listed_has_no_profile(string listed, int channel) =>
        RecorderChannels.ProfileOf([.. listed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Profile)], channel).ShouldBeNull();

    private static MediaProfile Profile(string text)
    {
        var parts = text.Split('@');
        return new MediaProfile(parts[0], parts[0], parts[1].Length == 0 ? null : parts[1], "H264", 1920, 1080, 25, null, Media2: false);
    }
}
