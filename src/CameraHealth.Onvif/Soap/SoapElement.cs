namespace CameraHealth.Onvif.Soap;

/// <summary>
/// One element of a reply. Children are found by local name: prefixes differ by make, and some devices leave out or
/// misspell the namespaces (agsh/onvif#239), while no ONVIF reply in use has two children that differ by namespace only.
/// </summary>
internal sealed class SoapElement(string namespaceUri, string localName)
{
    private List<SoapElement>? _children;
    private Dictionary<string, string>? _attributes;

    public string Namespace { get; } = namespaceUri;

    public string LocalName { get; } = localName;

    /// <summary>The text directly inside, trimmed; empty when there is none.</summary>
    public string Text { get; set; } = "";

    public IReadOnlyList<SoapElement> Children => _children ?? (IReadOnlyList<SoapElement>)[];

    public void Add(SoapElement child) => (_children ??= []).Add(child);

    /// <summary>The first of two attributes of one local name wins.</summary>
    public void AddAttribute(string localName, string value)
        => (_attributes ??= new Dictionary<string, string>(StringComparer.Ordinal)).TryAdd(localName, value);

    public string? Attribute(string localName) => _attributes?.GetValueOrDefault(localName);

    /// <summary>The element at the end of a path of local names, or null.</summary>
    public SoapElement? Find(params ReadOnlySpan<string> path)
    {
        SoapElement? at = this;
        foreach (var name in path)
        {
            at = at.Child(name);
            if (at is null)
            {
                return null;
            }
        }

        return at;
    }

    public IEnumerable<SoapElement> All(string localName)
        => Children.Where(c => string.Equals(c.LocalName, localName, StringComparison.Ordinal));

    /// <summary>The text at the end of a path; null when the element is missing or empty.</summary>
    public string? TextAt(params ReadOnlySpan<string> path) => Find(path)?.Text is { Length: > 0 } text ? text : null;

    private SoapElement? Child(string localName)
    {
        foreach (var child in Children)
        {
            if (string.Equals(child.LocalName, localName, StringComparison.Ordinal))
            {
                return child;
            }
        }

        return null;
    }
}
