using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CameraHealth.Rtsp;

/// <summary>
/// Makes a connection TLS. Cameras sign their certificates themselves, so no authority is asked: the certificate itself is
/// compared with the one met at first, and another one ends the probe before anything of ours, a login above all, is sent.
/// </summary>
internal static class TlsHandshake
{
    public static async Task<SslStream> RunAsync(Socket socket, RtspAddress address, RtspProbeRequest request, StreamFindings findings, Deadline deadline, CancellationToken caller)
    {
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: false));
        deadline.LimitStep(request.ReplyTimeout);
        try
        {
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = address.BareHost,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => IsExpected(certificate, request, findings),
            };
            await tls.AuthenticateAsClientAsync(options, deadline.Token);
            return tls;
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            await tls.DisposeAsync();
            throw Failed("The TLS handshake was not answered.");
        }
        catch (Exception e) when (e is AuthenticationException or IOException or SocketException)
        {
            await tls.DisposeAsync();
            throw findings.Certificate is { } met && !Same(met, request)
                ? new StreamException(
                    StreamOutcome.TlsFailed, StreamFailureReason.CertificateChanged,
                    $"The certificate is {met.Sha256}, expected was {request.ExpectedCertificateSha256}; nothing was sent.")
                : Failed($"No TLS: {DeviceText.Shorten(e.InnerException?.Message ?? e.Message)}");
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    private static bool IsExpected(X509Certificate? certificate, RtspProbeRequest request, StreamFindings findings)
    {
        if (certificate is not X509Certificate2 met)
            return false;
        findings.Certificate = new MetCertificate(met.GetCertHashString(HashAlgorithmName.SHA256), new DateTimeOffset(met.NotAfter.ToUniversalTime()));
        return Same(findings.Certificate, request);
    }

    private static bool Same(MetCertificate met, RtspProbeRequest request) => request.ExpectedCertificateSha256 is not { } expected
        || met.Sha256.Equals(expected.Replace(":", string.Empty, StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    private static StreamException Failed(string detail) => new(StreamOutcome.TlsFailed, StreamFailureReason.TlsHandshakeFailed, detail);
}

/// <summary>The certificate a device showed.</summary>
/// <param name="Sha256">Of the whole certificate, upper-case hexadecimal.</param>
/// <param name="ValidUntil">UTC.</param>
internal sealed record MetCertificate(string Sha256, DateTimeOffset ValidUntil);
