namespace CameraHealth.Rtsp.Codecs;

/// <summary>
/// The recovery point message (ITU-T H.264, D.1.8): decoding may begin here although no IDR picture comes. Encoders that
/// refresh the picture in stripes, and those with open groups of pictures, send nothing else.
/// </summary>
internal static class RecoveryPoint
{
    private const int Type = 6;

    /// <summary>Whether it is among the messages of an SEI unit, whose header byte is left out.</summary>
    public static bool IsIn(ReadOnlySpan<byte> messages)
    {
        while (messages.Length > 2)
        {
            var type = ReadNumber(ref messages);
            var size = ReadNumber(ref messages);
            if (type == Type)
                return size is > 0 and < 16;
            if (size >= messages.Length)
                return false;
            messages = messages[size..];
        }

        return false;
    }

    private static int ReadNumber(ref ReadOnlySpan<byte> bytes)
    {
        var number = 0;
        while (!bytes.IsEmpty)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            number += next;
            if (next != 0xff)
                break;
        }

        return number;
    }
}
