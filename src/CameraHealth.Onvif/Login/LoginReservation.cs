using CameraHealth.Authentication;
using CameraHealth.Onvif.Transport;

namespace CameraHealth.Onvif.Login;

/// <summary>Asks a gate for one login, within a call's deadline.</summary>
internal static class LoginReservation
{
    /// <summary>Leave to send one credential; without a gate it is always given.</summary>
    /// <exception cref="OnvifException">LoginHeld, BudgetUnavailable: nothing may be sent.</exception>
    public static async Task<LoginPermission> TakeAsync(ILoginGate? gate, CallDeadline deadline)
    {
        if (gate is null)
        {
            return new LoginPermission(true, null, 0);
        }

        LoginPermission permission;
        try
        {
            permission = await gate.ReserveAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!deadline.Caller.IsCancellationRequested)
        {
            throw new OnvifException(OnvifFailureReason.BudgetUnavailable, "The login budget did not answer within the deadline");
        }

        return permission.MayAttempt ? permission
            : permission.IsCutOff ? throw new OnvifException(OnvifFailureReason.BudgetUnavailable, "The login budget could not be asked")
            : throw new OnvifException(OnvifFailureReason.LoginHeld, "The login budget holds attempts back") { HeldUntil = permission.HeldUntil };
    }
}
