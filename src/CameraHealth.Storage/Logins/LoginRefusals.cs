namespace CameraHealth.Storage.Logins;

/// <summary>Refusals to be counted.</summary>
/// <param name="Count">How many.</param>
/// <param name="Unreserved">Of these, the ones sent as an accepted account, without a reservation: they count as attempts now.</param>
/// <param name="FewestLeft">The smallest number of attempts left that the device told; null: it told none.</param>
internal readonly record struct LoginRefusals(int Count, int Unreserved, int? FewestLeft)
{
    public static LoginRefusals One(bool wasReserved, int? attemptsLeft) => new(1, wasReserved ? 0 : 1, attemptsLeft);

    public LoginRefusals And(LoginRefusals other) => new(
        Count + other.Count, Unreserved + other.Unreserved, FewestLeft is { } left && !(other.FewestLeft < left) ? left : other.FewestLeft);
}
