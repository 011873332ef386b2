using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace CameraHealth.Simulator.Scenarios;

/// <summary>A run of loopback addresses, one for each device.</summary>
public sealed class LoopbackBlock
{
    private const int TestBlocksPerProcess = 250;
    private static int _testBlocks;
    private readonly uint _network;

    /// <summary>Starts at a network address such as 127.20.0.0.</summary>
    /// <exception cref="ArgumentException">Not an IPv4 address of 127.0.0.0/8.</exception>
    public LoopbackBlock(IPAddress network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.AddressFamily != AddressFamily.InterNetwork || !IPAddress.IsLoopback(network))
        {
            throw new ArgumentException($"only networks of 127.0.0.0/8 are allowed, found {network}", nameof(network));
        }

        _network = BinaryPrimitives.ReadUInt32BigEndian(network.GetAddressBytes());
    }

    /// <summary>A block of 254 addresses that no other test of this process uses, and hardly one of another process.</summary>
    public static LoopbackBlock ForTest()
    {
        var block = Interlocked.Increment(ref _testBlocks) % TestBlocksPerProcess;
        return new LoopbackBlock(new IPAddress([127, (byte)(100 + (Environment.ProcessId % 100)), (byte)(block + 1), 0]));
    }

    /// <summary>The address of a device, counted from 0; the endings .0 and .255 are left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or past the end of 127.0.0.0/8.</exception>
    public IPAddress this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            var value = _network + ((uint)(index / 254) << 8) + (uint)(index % 254) + 1;
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 0x7FFFFFFEu, nameof(index));
            var bytes = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
            return new IPAddress(bytes);
        }
    }
}
