using Microsoft.Playwright;

namespace CameraHealth.BrowserTests.Web;

/// <summary>Pictures for people to look at.</summary>
internal static class Screenshots
{
    /// <summary>Keeps one when <c>SCREENSHOTS</c> names a folder.</summary>
    public static async Task KeepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        }
    }
}
