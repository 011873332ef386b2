using System.Text;
using System.Xml;

namespace CameraHealth.Onvif.Soap;

/// <summary>
/// Reads what a SOAP envelope's Body holds: the answer or the fault. SOAP 1.1 and 1.2, any prefixes. What follows the
/// answer is not looked at, so an envelope cut off after it (a Content-Length that is a few bytes short) is still read.
/// </summary>
internal sealed class SoapReplyReader(int maxDepth)
{
    /// <summary>A recorder with 64 channels and three profiles each needs some 15,000 elements.</summary>
    internal const int MaxElements = 100_000;

    private readonly List<SoapElement> _open = [];
    private int _elements;

    /// <summary>The Body's first child; null when the Body is empty.</summary>
    /// <exception cref="OnvifException">MalformedReply or ReplyTooLarge.</exception>
    public static SoapElement? Read(string text, int maxDepth)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CheckCharacters = false,
            MaxCharactersFromEntities = 1024,
            MaxCharactersInDocument = text.Length + 1,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        var names = new NameTable();
        var context = new XmlParserContext(names, new LenientNamespaces(names), null, XmlSpace.None);
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), settings, context);
            return new SoapReplyReader(maxDepth).ReadEnvelope(reader);
        }
        catch (Exception e) when (e is XmlException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            // The exception's text may quote the reply; its place is enough.
            var place = e is XmlException x ? $" (line {x.LineNumber}, position {x.LinePosition})" : "";
            throw new OnvifException(OnvifFailureReason.MalformedReply, "The reply is no acceptable XML" + place);
        }
    }

    private SoapElement? ReadEnvelope(XmlReader reader)
    {
        if (reader.MoveToContent() != XmlNodeType.Element || !IsNamed(reader, "Envelope"))
        {
            throw new OnvifException(OnvifFailureReason.MalformedReply, "The reply is no SOAP envelope");
        }

        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, Depth: 1 } && IsNamed(reader, "Body"))
            {
                return reader.IsEmptyElement ? null : ReadBody(reader);
            }

            RejectDepth(reader);
        }

        throw new OnvifException(OnvifFailureReason.MalformedReply, "The SOAP envelope has no Body");
    }

    private SoapElement? ReadBody(XmlReader reader)
    {
        var text = new StringBuilder();
        while (reader.Read())
        {
            RejectDepth(reader);
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    text.Clear();
                    if (Open(reader) is { } childless)
                    {
                        return childless;
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    text.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement when _open.Count == 0:
                    return null;
                case XmlNodeType.EndElement:
                    var closed = Close(text);
                    if (_open.Count == 0)
                    {
                        return closed;
                    }

                    break;
            }
        }

        throw new OnvifException(OnvifFailureReason.MalformedReply, "The reply ends before its answer is complete");
    }

    /// <summary>Takes an element up; gives it back when it is the whole answer.</summary>
    private SoapElement? Open(XmlReader reader)
    {
        if (++_elements > MaxElements)
        {
            throw new OnvifException(OnvifFailureReason.ReplyTooLarge, $"The reply has more than {MaxElements} elements");
        }

        var element = new SoapElement(reader.NamespaceURI, reader.LocalName);
        var isEmpty = reader.IsEmptyElement;
        while (reader.MoveToNextAttribute())
        {
            element.AddAttribute(reader.LocalName, reader.Value);
        }

        if (_open.Count > 0)
        {
            _open[^1].Add(element);
        }

        if (!isEmpty)
        {
            _open.Add(element);
            return null;
        }

        return _open.Count == 0 ? element : null;
    }

    private SoapElement Close(StringBuilder text)
    {
        var closed = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        closed.Text = text.ToString().Trim();
        text.Clear();
        return closed;
    }

    private void RejectDepth(XmlReader reader)
    {
        if (reader.Depth > maxDepth)
        {
            throw new OnvifException(OnvifFailureReason.ReplyTooLarge, $"The reply is nested deeper than {maxDepth} elements");
        }
    }

    private static bool IsNamed(XmlReader reader, string localName) => string.Equals(reader.LocalName, localName, StringComparison.Ordinal);
}
