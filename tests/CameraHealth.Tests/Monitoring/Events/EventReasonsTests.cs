using CameraHealth.Monitoring.Events;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Onvif.Events;
using CameraHealth.Onvif.Operations;
using CameraHealth.Onvif.Soap;
using CameraHealth.Tests.Onvif;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Events;

public sealed class EventReasonsTests
{
    [Theory]
    [InlineData("tns1:VideoSource/GlobalSceneChange/ImagingService", "State", "true", Reason.TamperReported, true)]
    [InlineData("tns1:VideoSource/ImageTooDark/AnalyticsService/.", "State", "1", Reason.TamperReported, true)]
    [InlineData("tns1:RuleEngine/TamperDetector/Tamper", "IsTamper", "false", Reason.TamperReported, false)]
    [InlineData("tns1:VideoSource/SignalLoss", "State", "true", Reason.SignalLossReported, true)]
    [InlineData("tns1:MediaControl/tnshik:VideoLoss", "State", "true", Reason.SignalLossReported, true)]
    [InlineData("tns1:Device/HardwareFailure/StorageFailure", "Failed", "true", Reason.StorageFailureReported, true)]
    [InlineData("tns1:Device/HardwareFailure/TemperatureCritical", "Critical", "true", Reason.HardwareFailureReported, true)]
    [InlineData("tns1:RecordingConfig/JobState", "State", "Error", Reason.RecordingJobReported, true)]
    [InlineData("tns1:RecordingConfig/JobState", "State", "Active", Reason.RecordingJobReported, false)]
    public void Topic_means_a_reason_and_its_value_whether_it_holds(string topic, string name, string value, Reason reason, bool isActive)
    {
        var state = EventReasons.Of(Told(topic, name, value)).ShouldNotBeNull();
        (state.Reason, state.IsActive, state.Source).ShouldBe((reason, isActive, "00200"));
    }

    [Theory]
    [InlineData("tns1:RuleEngine/CellMotionDetector/Motion", "IsMotion", "true")]
    [InlineData("tns1:VideoSource/SignalLoss", "State", "perhaps")]
    [InlineData("tns1:VideoSource", "State", "true")]
    public void What_is_about_something_else_or_says_nothing_is_left_out(string topic, string name, string value) =>
        EventReasons.Of(Told(topic, name, value)).ShouldBeNull();

    [Fact]
    public void Message_without_a_topic_or_a_time_does_not_hide_the_others()
    {
        var answer = SoapReplyReader.Read($"""
            <s:Envelope xmlns:s="{RecordedReplies.Soap12}"><s:Body><PullMessagesResponse><CurrentTime>2026-01-01T00:00:00</CurrentTime><TerminationTime>2026-01-01T00:01:00Z</TerminationTime>
            <NotificationMessage><Message/></NotificationMessage>
            <NotificationMessage><Topic>tns1:VideoSource/SignalLoss</Topic><Message><Message UtcTime="06-11-2021T09:17:46Z" PropertyOperation="changed"><Source><SimpleItem Name="Source" Value="1"/></Source>
            <Data><SimpleItem Name="State" Value="true"/></Data></Message></Message></NotificationMessage></PullMessagesResponse></s:Body></s:Envelope>
            """, 64).ShouldNotBeNull();
        var told = NotificationMessages.Parse(answer).ShouldHaveSingleItem();
        (told.Topic, told.Operation).ShouldBe(("VideoSource/SignalLoss", PropertyOperation.Changed));
        PullPointOperations.LifeOf(answer).ShouldBe(TimeSpan.FromMinutes(1));
    }

    private static DeviceEvent Told(string topic, string name, string value) => new(
        NotificationMessages.LocalPath(topic),
        null,
        PropertyOperation.Changed,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["Source"] = "00200" },
        new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value });
}
