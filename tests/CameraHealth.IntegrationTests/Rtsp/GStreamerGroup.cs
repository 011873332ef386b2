using Xunit;

namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>One server for all test classes that look at it.</summary>
[CollectionDefinition(Name)]
public sealed class GStreamerGroup : ICollectionFixture<GStreamerServer>
{
    public const string Name = "GStreamer";
}
