using System.Buffers;
using CameraHealth.Imaging.Measures;

namespace CameraHealth.Imaging.Decoding;

/// <summary>Takes rows of red, green, blue and makes planes of brightness and colour of them.</summary>
internal sealed class PlaneBuilder
{
    private const int ChromaStep = 4;

    private readonly int _divisor;
    private readonly byte[] _lent;
    private readonly Plane _detail;
    private readonly int _reduction;
    private readonly ChromaSums _chroma;
    private readonly int[] _row;
    private int _rows;

    /// <summary>For decoded rows of this size; the detail plane is smaller by <paramref name="divisor"/>.</summary>
    public PlaneBuilder(int width, int height, int divisor)
    {
        _divisor = divisor;
        var (detailWidth, detailHeight) = (width / divisor, height / divisor);
        _lent = ArrayPool<byte>.Shared.Rent(detailWidth * detailHeight);
        _detail = new Plane(detailWidth, detailHeight, _lent);
        _reduction = (Math.Max(detailWidth, detailHeight) + PictureDecoder.MaxReducedSide - 1) / PictureDecoder.MaxReducedSide;
        _chroma = new ChromaSums(detailWidth / _reduction / ChromaStep, detailHeight / _reduction / ChromaStep, ChromaStep * _reduction * divisor);
        _row = new int[detailWidth];
    }

    /// <summary>The next row, four bytes a pixel.</summary>
    public void Add(ReadOnlySpan<byte> rgba)
    {
        var y = _rows++;
        if (y / _divisor >= _detail.Height)
        {
            return;
        }

        if (_divisor == 1)
        {
            Luma.OfRow(rgba, _detail.Row(y));
        }
        else
        {
            AddReduced(rgba, y);
        }

        _chroma.Add(rgba, y);
    }

    /// <summary>The planes of all rows; those that never came are like the last one.</summary>
    public DecodedPicture Build(int width, int height)
    {
        for (var y = Math.Min(_rows / _divisor, _detail.Height); y < _detail.Height; y++)
        {
            _detail.Row(Math.Max(0, y - 1)).CopyTo(_detail.Row(y));
        }

        var reduced = new Plane(_detail.Width / _reduction, _detail.Height / _reduction);
        Reduction.Box(_detail, reduced, _reduction);
        var (blueness, redness) = _chroma.ToPlanes();
        return new DecodedPicture(new Picture(width, height, reduced, blueness, redness), _detail, _lent);
    }

    /// <summary>Gives the memory back when there is no picture.</summary>
    public void Abandon() => ArrayPool<byte>.Shared.Return(_lent);

    private void AddReduced(ReadOnlySpan<byte> rgba, int y)
    {
        for (var x = 0; x < _detail.Width; x++)
        {
            var sum = 0;
            for (var inner = 0; inner < _divisor; inner++)
            {
                var at = ((x * _divisor) + inner) * 4;
                sum += Luma.Of(rgba[at], rgba[at + 1], rgba[at + 2]);
            }

            _row[x] = y % _divisor == 0 ? sum : _row[x] + sum;
        }

        if (y % _divisor == _divisor - 1)
        {
            var row = _detail.Row(y / _divisor);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = (byte)(_row[x] / (_divisor * _divisor));
            }
        }
    }
}
