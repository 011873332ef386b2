namespace CameraHealth.Onvif.Soap;

/// <summary>One ONVIF request.</summary>
/// <param name="Name">Operation name, shown in traces.</param>
/// <param name="Namespace">WSDL namespace of its service; with the name it makes the action.</param>
/// <param name="Body">What stands inside the Body: compact XML, no blanks between elements (Pelco, agsh/onvif#497).</param>
/// <param name="PreAuth">The specification opens it to everybody (access class PRE_AUTH).</param>
internal sealed record SoapOperation(string Name, string Namespace, string Body, bool PreAuth)
{
    /// <summary>The action where it is not made of namespace and name (events); null: it is.</summary>
    public string? OtherAction { get; init; }

    /// <summary>What stands in the Header beside a login: well-formed XML; null: nothing.</summary>
    public string? Header { get; init; }

    public string Action => OtherAction ?? $"{Namespace}/{Name}";
}
