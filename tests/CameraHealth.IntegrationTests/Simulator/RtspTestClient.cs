using System.Globalization;
using System.Net.Sockets;
using System.Text;
using CameraHealth.Simulator;
using CameraHealth.Tests.Simulator;

namespace CameraHealth.IntegrationTests.Simulator;

/// <summary>Speaks RTSP by hand, one step at a time, so that a test can stop wherever it likes.</summary>
internal sealed class RtspTestClient : IAsyncDisposable
{
    private readonly SimulatedDevice _device;
    private readonly TcpClient _tcp = new();
    private readonly string _address;
    private string? _challenge;
    private string? _session;
    private int _sequence;

    private RtspTestClient(SimulatedDevice device, int channel)
    {
        _device = device;
        _address = device.StreamAddress(channel).ToString();
    }

    internal string Password { get; set; } = TestFleet.Password;

    internal int ReceiveBuffer
    {
        set => _tcp.ReceiveBufferSize = value;
    }

    internal static async Task<RtspTestClient> ConnectAsync(SimulatedDevice device, int channel = 1)
    {
        var client = new RtspTestClient(device, channel);
        await client._tcp.ConnectAsync(device.Address, device.RtspPort, Xunit.TestContext.Current.CancellationToken);
        return client;
    }

    /// <summary>Sends a request, with a credential once a challenge was seen, and gives the reply's text; empty when none came in time.</summary>
    internal async Task<string> AskAsync(string method, string headers = "", string track = "")
    {
        var target = _address + track;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{method} {target} RTSP/1.0\r\nCSeq: {++_sequence}\r\n{headers}");
        if (_challenge is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"Authorization: {DigestAnswer.To(_challenge, _device.Scenario.User, Password, method, target, null)}\r\n");
        }

        if (_session is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"Session: {_session}\r\n");
        }

        await _tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text.Append("\r\n").ToString()), Xunit.TestContext.Current.CancellationToken);
        var reply = await ReadReplyAsync();
        _challenge = Header(reply, "WWW-Authenticate") ?? _challenge;
        _session = Header(reply, "Session")?.Split(';')[0] ?? _session;
        return reply;
    }

    /// <summary>DESCRIBE twice (challenge, credential) and SETUP over TCP; the last reply.</summary>
    internal async Task<string> SetUpAsync()
    {
        await AskAsync("DESCRIBE");
        await AskAsync("DESCRIBE");
        return await AskAsync("SETUP", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n", "/trackID=1");
    }

    /// <summary>How many interleaved frames came within a time; null when the connection ended.</summary>
    internal async Task<int?> CountFramesAsync(TimeSpan time)
    {
        using var deadline = new CancellationTokenSource(time);
        var header = new byte[4];
        var frames = 0;
        try
        {
            while (true)
            {
                await _tcp.GetStream().ReadExactlyAsync(header, deadline.Token);
                var frame = new byte[(header[2] << 8) + header[3]];
                await _tcp.GetStream().ReadExactlyAsync(frame, deadline.Token);
                frames += header[0] == '$' ? 1 : 0;
            }
        }
        catch (OperationCanceledException)
        {
            return frames;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> ReadReplyAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var text = new StringBuilder();
        var one = new byte[1];
        try
        {
            while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                await _tcp.GetStream().ReadExactlyAsync(one, deadline.Token);
                text.Append((char)one[0]);
            }

            var body = new byte[int.Parse(Header(text.ToString(), "Content-Length") ?? "0", CultureInfo.InvariantCulture)];
            await _tcp.GetStream().ReadExactlyAsync(body, deadline.Token);
            return text.Append(Encoding.UTF8.GetString(body)).ToString();
        }
        catch (OperationCanceledException)
        {
            return string.Empty;
        }
    }

    private static string? Header(string reply, string name) => reply.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
}
