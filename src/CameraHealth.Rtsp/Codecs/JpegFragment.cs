using System.Buffers.Binary;

namespace CameraHealth.Rtsp.Codecs;

/// <summary>A piece of a JPEG picture with its headers (RFC 2435, sections 3.1.1 to 3.1.8).</summary>
internal readonly ref struct JpegFragment
{
    private const int HeaderBytes = 8;
    private const int RestartHeaderBytes = 4;
    private const int TableHeaderBytes = 4;

    /// <summary>From here on tables come in band.</summary>
    private const int FirstDynamicQuality = 128;

    public int Offset { get; private init; }

    /// <summary>0 and 64: chroma halved across; 1 and 65: both ways. From 64 on with restart markers.</summary>
    public byte Type { get; private init; }

    /// <summary>1–99: the standard tables, scaled; from 128 on: tables in band; 0: those of the picture before (ONVIF).</summary>
    public byte Quality { get; private init; }

    /// <summary>Pixels; 0: above 2040, the real headers tell (ONVIF), or as before.</summary>
    public int Width { get; private init; }

    /// <summary>Pixels; 0 likewise.</summary>
    public int Height { get; private init; }

    /// <summary>Blocks between restart markers; 0: none.</summary>
    public int RestartInterval { get; private init; }

    /// <summary>8-bit quantization tables, 64 bytes each; empty: none in this packet.</summary>
    public ReadOnlySpan<byte> Tables { get; private init; }

    /// <summary>Entropy-coded data.</summary>
    public ReadOnlySpan<byte> Scan { get; private init; }

    /// <summary>False: shorter than the header that each packet has. What further headers lack is left out: it is a piece of a picture all the same.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out JpegFragment fragment)
    {
        fragment = default;
        if (payload.Length <= HeaderBytes)
            return false;
        var (offset, type, quality) = ((payload[1] << 16) | (payload[2] << 8) | payload[3], payload[4], payload[5]);
        var rest = payload[HeaderBytes..];
        var restart = 0;
        if (type is >= 64 and < 128)
        {
            restart = rest.Length >= RestartHeaderBytes ? BinaryPrimitives.ReadUInt16BigEndian(rest) : 0;
            rest = rest[Math.Min(RestartHeaderBytes, rest.Length)..];
        }

        var tables = ReadOnlySpan<byte>.Empty;
        if (quality >= FirstDynamicQuality && offset == 0 && rest.Length >= TableHeaderBytes)
        {
            var (precision, length) = (rest[1], Math.Min(BinaryPrimitives.ReadUInt16BigEndian(rest[2..]), rest.Length - TableHeaderBytes));
            rest = rest[TableHeaderBytes..];
            // Tables of 16-bit numbers are allowed and not met.
            tables = precision == 0 ? rest[..length] : [];
            rest = rest[length..];
        }

        fragment = new JpegFragment
        {
            Offset = offset,
            Type = type,
            Quality = quality,
            Width = payload[6] * 8,
            Height = payload[7] * 8,
            RestartInterval = restart,
            Tables = tables,
            Scan = rest,
        };
        return true;
    }
}
