using CameraHealth.Onvif.Login;
using CameraHealth.Onvif.Transport;

namespace CameraHealth.Onvif.Soap;

/// <summary>Sends SOAP requests to one device and remembers whether it takes the action in the Content-Type.</summary>
internal sealed class SoapChannel(DeviceTransport transport, OnvifClientOptions options, CallTrace trace, SecretMask mask, TimeProvider time)
{
    private bool _namesAction = true;
    private bool _isActionSettled;

    /// <summary>One request without credentials; repeated once over a dead connection and once without the action parameter.</summary>
    public async Task<SoapReply> SendAnonymousAsync(Uri address, SoapOperation operation, CallDeadline deadline)
    {
        var reply = await SendOnceMoreIfDroppedAsync(address, operation, deadline);
        if (_isActionSettled || !DislikesAction(reply))
        {
            _isActionSettled |= reply.IsSoap;
            return reply;
        }

        _namesAction = false;
        var without = await SendOnceMoreIfDroppedAsync(address, operation, deadline);
        if (DislikesAction(without) || !(without.IsSoap || without.DemandsLogin))
        {
            _namesAction = true;
            return reply;
        }

        _isActionSettled = true;
        return without;
    }

    /// <summary>Exactly one request with a credential. A dead connection is the caller's to deal with: the device may have counted it.</summary>
    public Task<SoapReply> SendWithLoginAsync(Uri address, SoapOperation operation, LoginProof proof, CallDeadline deadline)
        => SendAsync(address, operation, proof, deadline);

    private async Task<SoapReply> SendOnceMoreIfDroppedAsync(Uri address, SoapOperation operation, CallDeadline deadline)
    {
        try
        {
            return await SendAsync(address, operation, LoginProof.None, deadline);
        }
        catch (OnvifException e) when (e.MayRetry)
        {
            return await SendAsync(address, operation, LoginProof.None, deadline);
        }
    }

    private async Task<SoapReply> SendAsync(Uri address, SoapOperation operation, LoginProof proof, CallDeadline deadline)
    {
        // Never ended with a semicolon (sr99622/libonvif#129).
        var contentType = "application/soap+xml; charset=utf-8" + (_namesAction ? $"; action=\"{operation.Action}\"" : "");
        var call = new HttpCall(address, SoapEnvelope.Write(operation.Body, operation.Header is null ? proof.SoapHeader : operation.Header + proof.SoapHeader), contentType, proof.Authorization);
        var exchange = new Exchange(time, deadline.Token);
        var start = time.GetTimestamp();
        try
        {
            var reply = SoapReply.Read(await transport.SendAsync(call, exchange, deadline), operation, options, mask);
            var outcome = reply.DemandsLogin ? "login demanded" : reply.Failure?.Message ?? "answered";
            trace.Add(operation.Name, proof.Scheme, reply.Http.Status, mask.Clean(outcome), time.GetElapsedTime(start));
            return reply;
        }
        catch (OnvifException e)
        {
            trace.Add(operation.Name, proof.Scheme, e.HttpStatus, mask.Clean(e.Message), time.GetElapsedTime(start));
            throw;
        }
        finally
        {
            trace.NoteSent(exchange.FirstByteSentAt);
        }
    }

    /// <summary>An empty reply or a fault about the action: makes disagree on it (Pelco needs it, Illustra fails with it).</summary>
    private static bool DislikesAction(SoapReply reply)
        => reply.IsEmpty || (reply.Fault is { } fault && !reply.DemandsLogin && FaultReason.IsAboutActionParameter(fault));
}
