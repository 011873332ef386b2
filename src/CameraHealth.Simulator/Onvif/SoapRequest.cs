using System.Xml;
using CameraHealth.Simulator.Logins;

namespace CameraHealth.Simulator.Onvif;

/// <summary>One SOAP request: which operation of which service, its simple arguments, and the token if there is one.</summary>
/// <param name="Service">Namespace of the operation's element.</param>
/// <param name="Operation">Its local name.</param>
/// <param name="Arguments">Text of the elements below it, by local name; of equal names the first.</param>
/// <param name="Token">Null: none was sent.</param>
internal sealed record SoapRequest(string Service, string Operation, IReadOnlyDictionary<string, string> Arguments, UsernameToken? Token)
{
    private const int MaxDepth = 32;

    /// <summary>Text of the elements of the Header, by local name; of equal names the first.</summary>
    internal IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal string? this[string argument] => Arguments.GetValueOrDefault(argument);

    /// <summary>Reads an envelope; null when it is not well formed or has no operation.</summary>
    internal static SoapRequest? Parse(byte[] body)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), settings);
            return Read(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static SoapRequest? Read(XmlReader reader)
    {
        var security = new Dictionary<string, string>(StringComparer.Ordinal);
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        (string Service, string Operation)? operation = null;
        string? leaf = null;
        var inBody = false;
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth)
            {
                return null;
            }

            if (reader.NodeType == XmlNodeType.Element)
            {
                leaf = reader.LocalName;
                if (inBody && operation is null && reader.Depth == 2)
                {
                    operation = (reader.NamespaceURI, reader.LocalName);
                }

                inBody |= reader is { Depth: 1, LocalName: "Body", NamespaceURI: OnvifNamespaces.Soap };
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && leaf is not null)
            {
                (inBody ? arguments : security).TryAdd(leaf, reader.Value.Trim());
            }
        }

        return operation is { } found ? new SoapRequest(found.Service, found.Operation, arguments, TokenOf(security)) { Headers = security } : null;
    }

    private static UsernameToken? TokenOf(Dictionary<string, string> security) => security.TryGetValue("Username", out var user)
        ? new UsernameToken(
            user,
            security.GetValueOrDefault("Password", string.Empty),
            security.GetValueOrDefault("Nonce", string.Empty),
            security.GetValueOrDefault("Created", string.Empty))
        : null;
}
