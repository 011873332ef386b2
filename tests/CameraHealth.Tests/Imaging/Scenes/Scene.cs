namespace CameraHealth.Tests.Imaging.Scenes;

/// <summary>What a camera could look at.</summary>
/// <param name="Name">Its name: decides which half it belongs to.</param>
/// <param name="Origin">Generated, or whose photograph.</param>
/// <param name="Still">Draws what does not move, at a size.</param>
internal sealed record Scene(string Name, string Origin, Func<int, int, Frame> Still)
{
    /// <summary>Widest picture that can be made of it, in pixels.</summary>
    public int MaxWidth { get; init; } = 2560;

    /// <summary>Whether it came after the unseen half of the others had been looked at once.</summary>
    public bool IsLater { get; init; }

    /// <summary>Whether it belongs to the half that nothing may be tuned on: by its name, before anything was measured.</summary>
    public bool IsUnseen => (Dice.Hash("half " + Name) & 1) == 1;
}
