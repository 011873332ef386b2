namespace CameraHealth.Imaging;

/// <summary>Where the scene of the reference lies in a picture.</summary>
/// <param name="HorizontalPercent">Shift to the right, in percent of the width; negative: to the left.</param>
/// <param name="VerticalPercent">Shift downwards, in percent of the height; negative: upwards.</param>
/// <param name="RotationDegrees">Turned clockwise, in degrees; negative: the other way.</param>
public sealed record ViewShift(double HorizontalPercent, double VerticalPercent, double RotationDegrees);
