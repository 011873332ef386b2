namespace CameraHealth.Onvif.Soap;

/// <summary>One ONVIF request.</summary>
/// <param name="Name">Operation name, shown in traces.</param>
/// <param name="Namespace">WSDL namespace of its service; with the name it makes the action.</param>
/// <param name="Body">What stands inside the Body: compact XML, no blanks between elements (Pelco, agsh/onvif#497).</param>
/// <param name="PreAuth">The specification opens it to everybody (access class PRE_AUTH).</param>
internal sealed record SoapOperation(string Name, string Namespace, string Body, bool PreAuth)
{
    public string Action => $"{Namespace}/{Name}";
}
