using CameraHealth.Rtsp.Rtp;

namespace CameraHealth.Rtsp.Codecs;

/// <summary>A codec that is not read here: pictures are told apart by their timestamps alone.</summary>
internal sealed class OpaquePayload : VideoPayload
{
    public override bool TellsKeyframes => false;

    public override VideoFormat? Format => null;

    public override PictureParts Read(in RtpPacket packet) => packet.Payload.IsEmpty ? PictureParts.None : PictureParts.Slice;
}
