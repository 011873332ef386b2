using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace CameraHealth.BrowserTests.Web;

/// <summary>A page whose console errors and requests to other hosts are collected.</summary>
internal sealed class WatchedPage
{
    private readonly ConcurrentQueue<string> _complaints = new();

    public WatchedPage(IPage page, string authority)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"page: {error}");
        page.Request += (_, request) => Watch(request.Url, authority);
        page.WebSocket += (_, socket) => Watch(socket.Url, authority);
    }

    public IPage Page { get; }

    /// <summary>Console errors, script errors and requests to other hosts so far.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Loads an address and waits until the page is live.</summary>
    public async Task GoAsync(string address)
    {
        await Page.GotoAsync(address);
        await Page.Locator("main[data-live='true']").WaitForAsync();
    }

    public Task<bool> ScrollsSidewaysAsync() =>
        Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

    private void Watch(string url, string authority)
    {
        if (!url.StartsWith("data:", StringComparison.Ordinal) && !string.Equals(new Uri(url).Authority, authority, StringComparison.Ordinal))
        {
            _complaints.Enqueue($"request: {url}");
        }
    }
}
