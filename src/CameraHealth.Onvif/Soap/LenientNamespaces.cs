using System.Xml;

namespace CameraHealth.Onvif.Soap;

/// <summary>Prefixes that a device uses but never declares mean "no namespace" instead of an unreadable reply (agsh/onvif#239).</summary>
internal sealed class LenientNamespaces(XmlNameTable names) : XmlNamespaceManager(names)
{
    public override string? LookupNamespace(string prefix) => base.LookupNamespace(prefix) ?? "";
}
