using System.Text.RegularExpressions;

namespace CameraHealth.IntegrationTests.Onvif;

/// <summary>One request as the played device received it.</summary>
public sealed record PlayedRequest(int Connection, string Path, string Header, string Body)
{
    public string? Authorization => Field("Authorization");

    public bool IsGet => Header.StartsWith("GET ", StringComparison.Ordinal);

    public string? Cookies => Field("Cookie");

    public string ContentType => Field("Content-Type") ?? "";

    public bool HasToken => Body.Contains("UsernameToken", StringComparison.Ordinal);

    public bool HasCredential => Authorization is not null || HasToken;

    public string Operation => Match(Body, "<s:Body><([A-Za-z]+)").Groups[1].Value;

    public string Between(string start, string end) => Body.Split(start)[1].Split(end)[0];

    public string DigestParameter(string name) => Match(Authorization ?? "", $"[ ,]{name}=\"?([^\",]*)").Groups[1].Value;

    private string? Field(string name) => Match(Header, $"\n{name}: ([^\r\n]*)") is { Success: true } m ? m.Groups[1].Value : null;

    private static Match Match(string text, string pattern) => Regex.Match(text, pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase);
}
