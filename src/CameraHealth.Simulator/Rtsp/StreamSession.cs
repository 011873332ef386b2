using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using CameraHealth.Simulator.Media;
using CameraHealth.Simulator.Networking;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Rtsp;

/// <summary>One client's way through a clip: its own sequence numbers, timestamps and SSRC, starting with a key picture.</summary>
internal sealed class StreamSession(SimulatedDevice device, SimulatedStream stream, ClientConnection connection, byte channel)
{
    private const int SenderReportBytes = 28;
    private const int FramesBetweenReports = 5 * Clip.FramesPerSecond;
    private static readonly TimeSpan StallUntilCut = TimeSpan.FromSeconds(10);
    private static readonly DateTimeOffset NtpEpoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly uint _firstTimestamp = BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(4));
    private long _lastSentAt = Stopwatch.GetTimestamp();
    private readonly int _firstFrame = stream.NextFirstFrame();
    private long _frame;
    private uint _packets;
    private uint _payloadBytes;

    internal string Id { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));

    internal SimulatedStream Stream => stream;

    internal uint Ssrc { get; } = BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(4));

    internal ushort NextSequence { get; private set; } = BinaryPrimitives.ReadUInt16LittleEndian(RandomNumberGenerator.GetBytes(2));

    internal uint NextTimestamp => unchecked(_firstTimestamp + (uint)(_frame * Clip.TicksPerFrame));

    /// <summary>PLAY was accepted.</summary>
    internal bool Playing { get; set; }

    /// <summary>Pictures are on their way.</summary>
    internal bool IsSending { get; set; }

    /// <summary>
    /// Sends one picture without waiting. When the socket still holds the last one the picture is dropped, as a camera does when its
    /// buffer is full: the sequence numbers show the gap. A reader that takes nothing for 10 s is cut.
    /// </summary>
    internal void SendNextFrame()
    {
        var frame = stream.Clip.Frames[(int)((_firstFrame + _frame) % stream.Clip.Frames.Count)];
        if (device.Fault is DeviceFault.NoMedia or DeviceFault.Hang || stream.Fault is DeviceFault.NoMedia or DeviceFault.ChannelOffline)
        {
            _frame++;
            _lastSentAt = Stopwatch.GetTimestamp();
            return;
        }

        var pooled = ArrayPool<byte>.Shared.Rent(stream.Clip.LargestFrame + SenderReportBytes + ClipFrame.FramingBytes);
        frame.CopyTo(pooled, channel, NextSequence, NextTimestamp, Ssrc);
        var length = frame.Length;
        if (_frame % FramesBetweenReports == 0)
        {
            length += WriteSenderReport(pooled.AsSpan(length));
        }

        NextSequence += (ushort)frame.Packets;
        _frame++;
        if (connection.TrySend(pooled, length))
        {
            _packets += (uint)frame.Packets;
            _payloadBytes += (uint)frame.PayloadBytes;
            _lastSentAt = Stopwatch.GetTimestamp();
        }
        else if (Stopwatch.GetElapsedTime(_lastSentAt) > StallUntilCut)
        {
            connection.Cut();
        }
    }

    /// <summary>RTCP SR (RFC 3550 6.4.1) with the device's own clock.</summary>
    private int WriteSenderReport(Span<byte> destination)
    {
        destination[0] = (byte)'$';
        destination[1] = (byte)(channel + 1);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], SenderReportBytes);
        var report = destination[ClipFrame.FramingBytes..];
        report[0] = 0x80;
        report[1] = 200;
        BinaryPrimitives.WriteUInt16BigEndian(report[2..], (SenderReportBytes / 4) - 1);
        BinaryPrimitives.WriteUInt32BigEndian(report[4..], Ssrc);
        var sinceEpoch = device.Now - NtpEpoch;
        var seconds = sinceEpoch.Ticks / TimeSpan.TicksPerSecond;
        var fraction = ((ulong)(sinceEpoch.Ticks % TimeSpan.TicksPerSecond) << 32) / TimeSpan.TicksPerSecond;
        BinaryPrimitives.WriteUInt32BigEndian(report[8..], unchecked((uint)seconds));
        BinaryPrimitives.WriteUInt32BigEndian(report[12..], (uint)fraction);
        BinaryPrimitives.WriteUInt32BigEndian(report[16..], NextTimestamp);
        BinaryPrimitives.WriteUInt32BigEndian(report[20..], _packets);
        BinaryPrimitives.WriteUInt32BigEndian(report[24..], _payloadBytes);
        return ClipFrame.FramingBytes + SenderReportBytes;
    }
}
