namespace CameraHealth.Onvif.Soap;

/// <summary>A SOAP fault, 1.1 or 1.2.</summary>
/// <param name="Codes">Local names of code and subcodes, outermost first: Sender, InvalidArgVal, NoProfile.</param>
/// <param name="Reason">Reason text; empty when there is none.</param>
/// <param name="Detail">Text of the detail part, where some makes put what they mean; empty when there is none.</param>
internal sealed record SoapFault(IReadOnlyList<string> Codes, string Reason, string Detail)
{
    private const int MaxCodes = 8;
    private const int MaxDetails = 16;

    /// <summary>The fault, if that is what the element is.</summary>
    public static SoapFault? From(SoapElement? element)
    {
        if (element is null || !string.Equals(element.LocalName, "Fault", StringComparison.Ordinal))
        {
            return null;
        }

        var codes = new List<string>();
        for (var at = element.Find("Code"); at is not null && codes.Count < MaxCodes; at = at.Find("Subcode"))
        {
            Add(codes, at.TextAt("Value"));
        }

        // SOAP 1.1
        Add(codes, element.TextAt("faultcode"));
        var reason = element.TextAt("Reason", "Text") ?? element.TextAt("faultstring") ?? element.TextAt("Reason") ?? "";
        var detail = element.Find("Detail") ?? element.Find("detail");
        return new SoapFault(codes, reason, detail is null ? "" : string.Join(' ', TextsOf(detail).Take(MaxDetails)));
    }

    public bool Has(params ReadOnlySpan<string> anyOf)
    {
        foreach (var code in Codes)
        {
            foreach (var wanted in anyOf)
            {
                if (string.Equals(code, wanted, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Reason or detail holds the words.</summary>
    public bool Says(string text)
        => Reason.Contains(text, StringComparison.OrdinalIgnoreCase) || Detail.Contains(text, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> TextsOf(SoapElement element)
        => element.Children.SelectMany(TextsOf).Prepend(element.Text).Where(t => t.Length > 0);

    private static void Add(List<string> codes, string? qualifiedName)
    {
        if (qualifiedName is not null)
        {
            codes.Add(qualifiedName[(qualifiedName.LastIndexOf(':') + 1)..].Trim());
        }
    }
}
