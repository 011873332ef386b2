using SkiaSharp;

namespace CameraHealth.Tests.Imaging.Scenes;

/// <summary>What recorders and encoders show where a camera's signal is missing.</summary>
internal static class SignalCard
{
    public static Frame Draw(Shot shot, Dice dice)
    {
        var colour = shot.Strength switch
        {
            Strength.Strong => new SKColor(0, 0, (byte)dice.Next(160, 255)),
            Strength.Medium => dice.Of(new SKColor(10, 20, 110), new SKColor(0, 60, 130), new SKColor(0, 0, 0), new SKColor(16, 16, 16)),
            _ => dice.Of(new SKColor(8, 8, 8), new SKColor(60, 60, 64), new SKColor(20, 24, 40)),
        };
        var frame = new Frame(shot.Width, shot.Height).Paint(canvas => canvas.Clear(colour));
        var text = dice.Of("NO SIGNAL", "NO VIDEO", "VIDEO LOSS", "MAT TIN HIEU");
        var dot = Math.Max(2, shot.Height / (shot.Strength == Strength.Weak ? 220 : dice.Next(90, 150)));
        PixelFont.Write(frame, text, (shot.Width - PixelFont.WidthOf(text, dot)) / 2, (shot.Height / 2) - (dot * 4), dot);
        return frame;
    }
}
