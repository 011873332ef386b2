using System.Text;

namespace CameraHealth.Onvif.Soap;

/// <summary>Writes requests: SOAP 1.2, UTF-8, compact.</summary>
internal static class SoapEnvelope
{
    /// <param name="body">Well-formed XML of the Body.</param>
    /// <param name="header">Well-formed XML of the Header; null: no Header at all (some devices take no long headers).</param>
    public static byte[] Write(string body, string? header)
    {
        var text = new StringBuilder(body.Length + 1024)
            .Append("<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"").Append(OnvifNamespaces.Envelope).Append("\">");
        if (header is not null)
        {
            text.Append("<s:Header>").Append(header).Append("</s:Header>");
        }

        return Encoding.UTF8.GetBytes(text.Append("<s:Body>").Append(body).Append("</s:Body></s:Envelope>").ToString());
    }

    /// <summary>Text made safe for element content and attributes; control characters, which XML cannot hold, are dropped.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&apos;"),
                < ' ' or '\uFFFE' or '\uFFFF' => escaped,
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
