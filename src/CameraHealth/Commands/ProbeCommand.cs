using System.CommandLine;
using CameraHealth.Probing;
using CameraHealth.Rtsp;

namespace CameraHealth.Commands;

/// <summary><c>probe TARGET</c>: asks one device or stream now, beside the worker and within the same login budget.</summary>
internal static class ProbeCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var target = new Argument<string>("TARGET") { Description = Text.Of("ProbeTarget") };
        var seconds = new Option<double>("--seconds") { HelpName = "N", Description = Text.Of("ProbeSeconds"), DefaultValueFactory = _ => 5 };
        var transport = new Option<string>("--transport") { HelpName = "T", Description = Text.Of("ProbeTransport"), DefaultValueFactory = _ => "auto" };
        transport.AcceptOnlyFromAmong("auto", "tcp", "udp", "udp-first");
        var basic = new Option<bool>("--allow-basic") { Description = Text.Of("ProbeAllowBasic") };
        var certificate = new Option<string?>("--certificate-sha256") { HelpName = "HEX", Description = Text.Of("ProbeCertificate") };
        var early = new Option<bool>("--end-early") { Description = Text.Of("ProbeEndEarly") };
        var keyframe = new Option<string?>("--keyframe") { HelpName = "FILE", Description = Text.Of("ProbeKeyframe") };
        var json = new Option<bool>("--json") { Description = Text.Of("OptionJson") };
        var data = DataFolder.Option();
        var secrets = new SecretOptions();
        var command = new Command("probe", Text.Of("Probe")) { target, seconds, transport, early, basic, certificate, keyframe, json, data };
        secrets.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = ProbeTarget.Parse(parsed.GetValue(target)!);
            var receive = parsed.GetValue(seconds);
            if (receive is < 1 or > 600 or double.NaN)
            {
                throw new UsageException(Text.Of("SecondsRange", receive, 1, 600));
            }

            if (parsed.GetValue(certificate) is { } pin && !IsSha256(pin))
            {
                throw new UsageException(Text.Of("CertificateUnreadable"));
            }

            var credential = secrets.Read(parsed);
            await using var gates = await CommandLineGates.OpenAsync(parsed.GetValue(data), credential is not null, cancellationToken);
            var options = new StreamOptions(
                TimeSpan.FromSeconds(receive), TransportOf(parsed.GetValue(transport)), parsed.GetValue(basic), parsed.GetValue(certificate), parsed.GetValue(early), parsed.GetValue(keyframe));
            var run = new ProbeRun(wanted, credential, gates, options);
            return await run.ExecuteAsync(parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static bool IsSha256(string text) => text.Replace(":", "", StringComparison.Ordinal) is { Length: 64 } digits && digits.All(char.IsAsciiHexDigit);

    private static RtspTransport TransportOf(string? name) => name switch
    {
        "tcp" => RtspTransport.Tcp,
        "udp" => RtspTransport.Udp,
        "udp-first" => RtspTransport.UdpFirst,
        _ => RtspTransport.Auto,
    };
}
