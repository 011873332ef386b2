using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection;

namespace CameraHealth.Web.Localization;

/// <summary>The languages of the pages.</summary>
/// <param name="Code">As in <c>?lang=</c> and the page's lang attribute.</param>
/// <param name="Culture">How numbers and dates are written.</param>
/// <param name="Label">On the switch, in the language itself.</param>
internal sealed record PageLanguage(string Code, CultureInfo Culture, string Label)
{
    public static readonly PageLanguage Vietnamese = new("vi", CultureInfo.GetCultureInfo("vi-VN"), "Tiếng Việt");
    public static readonly PageLanguage English = new("en", CultureInfo.GetCultureInfo("en-GB"), "English");
    public static readonly IReadOnlyList<PageLanguage> All = [Vietnamese, English];

    public static PageLanguage Current =>
        All.FirstOrDefault(language => language.Culture.Equals(CultureInfo.CurrentUICulture)) ?? Vietnamese;

    public static PageLanguage? Find(string? code) => All.FirstOrDefault(language => string.Equals(language.Code, code, StringComparison.Ordinal));
}

internal static class PageLanguageServices
{
    /// <summary>Vietnamese unless the visitor chose otherwise: the browser's own language says little on an office machine.</summary>
    public static void AddPageLanguage(this IServiceCollection services)
    {
        services.AddSingleton<Formats>();
        services.Configure<RequestLocalizationOptions>(localization =>
        {
            localization.DefaultRequestCulture = new RequestCulture(PageLanguage.Vietnamese.Culture);
            localization.SupportedCultures = localization.SupportedUICultures = [.. PageLanguage.All.Select(language => language.Culture)];
            localization.RequestCultureProviders = [new CookieRequestCultureProvider()];
        });
    }
}
