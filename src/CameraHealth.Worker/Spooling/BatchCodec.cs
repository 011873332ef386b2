using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using CameraHealth.Monitoring;

namespace CameraHealth.Worker.Spooling;

/// <summary>
/// A batch as bytes, version 1: version (1 byte), batch id (16), number of observations (4), time of the oldest in UTC ticks (8), and the batch as
/// deflated JSON. The front is read without unpacking; JSON, so that a field that a later version adds does not make what lies on disk unreadable.
/// </summary>
internal static class BatchCodec
{
    private const byte Version = 1;
    private const int FrontLength = 29;

    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static byte[] Encode(ObservationBatch batch)
    {
        using var bytes = new MemoryStream();
        Span<byte> front = stackalloc byte[FrontLength];
        front[0] = Version;
        batch.Id.TryWriteBytes(front[1..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32LittleEndian(front[17..], batch.Items.Count);
        BinaryPrimitives.WriteInt64LittleEndian(front[21..], batch.Items.Min(item => item.Observation.At).UtcTicks);
        bytes.Write(front);
        using (var deflate = new DeflateStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(deflate, batch, Json);
        }

        return bytes.ToArray();
    }

    /// <summary>Reads the front only; null: written by another version.</summary>
    public static BatchFront? TryReadFront(ReadOnlySpan<byte> payload) => payload.Length < FrontLength || payload[0] != Version ? null : new BatchFront(
        new Guid(payload[1..17], bigEndian: true),
        BinaryPrimitives.ReadInt32LittleEndian(payload[17..]),
        new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(payload[21..]), TimeSpan.Zero));

    /// <summary>Reads all of it; null: it cannot be read.</summary>
    public static ObservationBatch? TryDecode(byte[] payload)
    {
        if (TryReadFront(payload) is null)
        {
            return null;
        }

        try
        {
            using var deflate = new DeflateStream(new MemoryStream(payload, FrontLength, payload.Length - FrontLength), CompressionMode.Decompress);
            return JsonSerializer.Deserialize<ObservationBatch>(deflate, Json);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or NotSupportedException)
        {
            return null;
        }
    }
}

/// <summary>What is known of a batch without unpacking it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Items">Its observations.</param>
/// <param name="OldestAt">Time of the oldest of them.</param>
internal readonly record struct BatchFront(Guid Id, int Items, DateTimeOffset OldestAt);
