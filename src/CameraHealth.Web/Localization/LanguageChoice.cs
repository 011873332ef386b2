using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Localization;

namespace CameraHealth.Web.Localization;

/// <summary><c>?lang=en</c> on any page: remembers the choice in a cookie and leads back to the same page without the parameter.</summary>
internal sealed class LanguageChoice(RequestDelegate next)
{
    public const string Parameter = "lang";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method)
            || request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            || PageLanguage.Find(request.Query[Parameter]) is not { } chosen)
        {
            return next(context);
        }

        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen.Culture)),
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = request.IsHttps });

        // A path of two slashes would be read as another host.
        var path = "/" + (request.PathBase + request.Path).ToUriComponent().TrimStart('/', '\\');
        var query = new QueryBuilder(request.Query.Where(pair => !string.Equals(pair.Key, Parameter, StringComparison.Ordinal)).SelectMany(
            pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? string.Empty)));
        context.Response.Redirect(path + query);
        return Task.CompletedTask;
    }
}
