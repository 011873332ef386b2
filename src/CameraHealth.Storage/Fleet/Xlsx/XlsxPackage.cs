using System.IO.Compression;
using System.Xml;

namespace CameraHealth.Storage.Fleet.Xlsx;

/// <summary>The parts of a workbook (ECMA-376 part 2): a ZIP file that names its parts by relations.</summary>
/// <remarks>
/// Read by hand, part by part, since the file comes from anywhere: nothing is unpacked that is not asked for, all of it together no more than the
/// limit, no DTD, and a relation to the outside is followed by nobody. A library's tree of objects would take twenty times the bytes of the file.
/// </remarks>
internal sealed class XlsxPackage(ReadOnlyMemory<byte> bytes) : IDisposable
{
    private static readonly XmlReaderSettings Xml = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    private readonly ZipArchive _zip = new(new MemoryStream(bytes.ToArray(), writable: false));
    private long _left = FleetFileReader.MaxBytes;

    /// <summary>Opens a part.</summary>
    /// <exception cref="XlsxException">It is not there.</exception>
    public XmlReader Open(string part) =>
        XmlReader.Create(new LimitedStream((Find(part) ?? throw new XlsxException($"the workbook is damaged: its part {part} is missing")).Open(), this), Xml);

    /// <summary>What a part points to inside the file, by id. <c>Kind</c> is the last word of the relation's type.</summary>
    public Dictionary<string, (string Kind, string Part)> RelationsOf(string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        var name = $"{part[..slash]}_rels/{part[slash..]}.rels";
        var relations = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        if (Find(name) is null)
        {
            return relations;
        }

        using var reader = Open(name);
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && reader.GetAttribute("TargetMode") != "External"
                && reader.GetAttribute("Id") is { } id && reader.GetAttribute("Type") is { } type && reader.GetAttribute("Target") is { } target)
            {
                relations[id] = (type[(type.LastIndexOf('/') + 1)..], Resolve(part[..slash], target));
            }
        }

        return relations;
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private ZipArchiveEntry? Find(string part) =>
        _zip.GetEntry(part) ?? _zip.Entries.FirstOrDefault(entry => string.Equals(entry.FullName, part, StringComparison.OrdinalIgnoreCase));

    private static string Resolve(string folder, string target)
    {
        var parts = new List<string>();
        foreach (var step in (target.StartsWith('/') ? target : folder + target).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == "..")
            {
                parts.RemoveRange(Math.Max(0, parts.Count - 1), Math.Min(1, parts.Count));
            }
            else if (step != ".")
            {
                parts.Add(step);
            }
        }

        return string.Join('/', parts);
    }

    /// <summary>Counts what is unpacked: the sizes that the file itself gives may lie.</summary>
    private sealed class LimitedStream(Stream inner, XlsxPackage package) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            package._left -= read;
            return package._left >= 0 ? read : throw new XlsxException($"unpacked, the file is larger than 50 MiB");
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
