namespace CameraHealth.Tests.Imaging.Scenes;

/// <summary>What a camera could look at.</summary>
/// <param name="Name">Its name: decides which half it belongs to.</param>
/// <param name="Origin">Generated, or whose photograph.</param>
/// <param name="Still">Draws what does not move, at a size.</param>
internal sealed record Scene(string Name, string Origin, Func<int, int, Frame> Still)
{
    /// <summary>Widest picture that can be made of it, in pixels.</summary>
    public int MaxWidth { get; init; } = 2560;

    /// <summary>
    /// Whether it belongs to the half that nothing may be tuned on. A half that was looked at once is spent: every scene of the sets before is for tuning,
    /// and the newest set, chosen and drawn before anything was measured on it, is the unseen half as a whole.
    /// </summary>
    public bool IsUnseen { get; init; }
}
