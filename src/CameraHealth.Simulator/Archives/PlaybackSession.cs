using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using CameraHealth.Simulator.Media;
using CameraHealth.Simulator.Networking;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Archives;

/// <summary>Plays footage to one client, each picture with its capture time by the recorder's clock (ONVIF Streaming 6.3).</summary>
internal sealed class PlaybackSession(SimulatedDevice device, SimulatedStream stream, ClientConnection connection, byte channel)
{
    private static readonly TimeSpan FrameInterval = TimeSpan.FromSeconds(1) / Clip.FramesPerSecond;
    private static readonly TimeSpan MisTimedBy = TimeSpan.FromHours(-2);
    private readonly uint _firstTimestamp = BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(4));
    private Task _playing = Task.CompletedTask;
    private ushort _sequence = BinaryPrimitives.ReadUInt16LittleEndian(RandomNumberGenerator.GetBytes(2));
    private DateTimeOffset? _begin;
    private volatile bool _isEnding;

    internal string Id { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));

    internal uint Ssrc { get; } = BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(4));

    /// <summary>What PLAY asked for; null: it was not asked yet, or is being played already.</summary>
    internal PlaybackOrder? Order { get; set; }

    /// <summary>Begins to send, after the reply has gone.</summary>
    internal void StartWhenOrdered()
    {
        if (Order is { } order)
        {
            Order = null;
            _playing = Task.Run(() => PlayAsync(order));
        }
    }

    /// <summary>Stops sending; what is under way goes out first.</summary>
    internal async Task EndAsync()
    {
        _isEnding = true;
        await _playing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task PlayAsync(PlaybackOrder order)
    {
        var archive = stream.Archive!;
        var from = device.RecorderFault == RecorderFault.IgnoresRange || order.Range.From is null
            ? archive.Until - TimeSpan.FromSeconds(12)
            : order.Range.From.Value - device.ClockOffset;
        var until = device.RecorderFault == RecorderFault.IgnoresRange ? archive.Until : order.Range.Until - device.ClockOffset ?? archive.Until;
        var fault = archive.FaultAt(from);
        var isFirst = true;
        for (var stretch = archive.StretchAt(from); stretch is not null && stretch.From < until && !_isEnding; stretch = archive.StretchAt(stretch.Until))
        {
            var begin = isFirst ? SimulatedArchive.KeyBefore(stretch, from) : stretch.From;
            await PlayAsync(stretch, begin, until, order, isFirst ? fault : archive.FaultAt(stretch.From));
            isFirst = false;
        }
    }

    private async Task PlayAsync(ArchiveGap stretch, DateTimeOffset begin, DateTimeOffset until, PlaybackOrder order, ArchiveFault fault)
    {
        var first = (long)Math.Round((begin - stretch.From) / FrameInterval);
        for (var number = first; ; number++)
        {
            var at = stretch.From + (FrameInterval * number);
            if (at >= stretch.Until || at > until || stream.Archive is null || _isEnding)
            {
                return;
            }

            var isLastOfStretch = at + FrameInterval >= stretch.Until && stretch.Until < stream.Archive.Until;
            var flags = (number % Clip.FramesPerGop == 0 ? ReplayExtension.Clean : 0) | (number == first ? ReplayExtension.Discontinuity : 0)
                | (isLastOfStretch ? ReplayExtension.EndOfSection : 0) | (at + FrameInterval > until ? ReplayExtension.Terminal : 0);
            await connection.SendAsync(Write(number, at, (byte)flags, order.Sequence, fault), CancellationToken.None);
            if (!order.AsFastAsPossible)
            {
                await Task.Delay(FrameInterval, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private byte[] Write(long number, DateTimeOffset at, byte flags, byte sequence, ArchiveFault fault)
    {
        _begin ??= at;
        var frame = stream.Clip.Frames[(int)(number % stream.Clip.Frames.Count)];
        var captured = at + device.ClockOffset + (fault == ArchiveFault.MisTimed ? MisTimedBy : TimeSpan.Zero);
        var extension = fault == ArchiveFault.WithoutTimes ? null : ReplayExtension.Write(captured, flags, sequence);
        var timestamp = unchecked(_firstTimestamp + (uint)(long)((at - _begin.Value).TotalSeconds * Clip.ClockRate));
        using var bytes = new MemoryStream();
        for (var i = 0; i < frame.Packets; i++)
        {
            var packet = frame.PacketOf(i, _sequence++, timestamp, Ssrc);
            if (fault == ArchiveFault.Corrupt)
            {
                Spoil(packet.AsSpan(ClipFrame.RtpHeaderBytes));
            }

            Append(bytes, packet, i == 0 ? extension : null);
        }

        return bytes.ToArray();
    }

    private void Append(MemoryStream bytes, byte[] packet, byte[]? extension)
    {
        Span<byte> framing = stackalloc byte[ClipFrame.FramingBytes];
        framing[0] = (byte)'$';
        framing[1] = channel;
        BinaryPrimitives.WriteUInt16BigEndian(framing[2..], (ushort)(packet.Length + (extension?.Length ?? 0)));
        bytes.Write(framing);
        if (extension is null)
        {
            bytes.Write(packet);
            return;
        }

        packet[0] |= 0x10;
        bytes.Write(packet.AsSpan(0, ClipFrame.RtpHeaderBytes));
        bytes.Write(extension);
        bytes.Write(packet.AsSpan(ClipFrame.RtpHeaderBytes));
    }

    // The kind of unit and the fragment's marks stay, so that it is the decoder that finds it out.
    private static void Spoil(Span<byte> payload)
    {
        for (var i = 3; i < payload.Length; i++)
        {
            payload[i] = unchecked((byte)((payload[i] * 31) + (i * 7) + 0x5A));
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"playback of {stream.Name}");
}

/// <summary>What a PLAY asked for.</summary>
/// <param name="Range">In the device's time.</param>
/// <param name="Sequence">Low byte of its CSeq.</param>
/// <param name="AsFastAsPossible">Rate-Control: no.</param>
internal sealed record PlaybackOrder(PlaybackRange Range, byte Sequence, bool AsFastAsPossible);
