namespace CameraHealth.Imaging.Measures;

/// <summary>Finds the parts of a reference again in a picture, and from where they went, how the camera was turned.</summary>
/// <param name="Found">Parts of the reference that were found again anywhere.</param>
/// <param name="InPlace">Of those, where they were.</param>
/// <param name="Agreeing">Of those, where <paramref name="Shift"/> puts them.</param>
/// <param name="Parts">Parts that were looked for.</param>
/// <param name="Shift">The turn that most parts agree on; null: too few.</param>
internal sealed record Alignment(int Found, int InPlace, int Agreeing, int Parts, ViewShift? Shift)
{
    /// <summary>What all parts say together; null: most of them stayed.</summary>
    public TurnVote? Vote { get; init; }

    private const int Columns = 9;
    private const int Rows = 5;
    private const int Half = 8;
    private const int Reach = 22;
    private const int Shake = 1;
    private const double Settled = 0.75;
    private const double Alike = 0.62;
    private const double MinStructure = 60;

    // Less is only the noise of an even wall, in squares of levels.
    private const double MinVariance = 2;
    private const double Near = 1.6;

    private sealed record Match(double X, double Y, double ToX, double ToY);

    /// <summary>Compares two pictures of the same shape.</summary>
    public static Alignment Of(Picture picture, Picture reference, CancellationToken cancellationToken)
    {
        var (now, before) = (Small(picture.Luma), Small(reference.Luma));
        var corners = Corners(before).ToList();
        var staying = corners.Count(corner => Find(before, now, corner.X, corner.Y, Shake) is not null);
        if (staying >= corners.Count * Settled)
        {
            // The usual case, told at a hundredth of the cost.
            return new Alignment(staying, staying, staying, corners.Count, new ViewShift(0, 0, 0));
        }

        var (matches, surfaces) = (new List<Match>(), new List<(double X, double Y, float[] Likeness)>());
        foreach (var (x, y) in corners)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var surface = new float[((2 * Reach) + 1) * ((2 * Reach) + 1)];
            surfaces.Add((x - (now.Width / 2.0), y - (now.Height / 2.0), surface));
            if (Find(before, now, x, y, Reach, surface) is { } match)
            {
                matches.Add(match);
            }
        }

        var inPlace = matches.Count(match => Math.Abs(match.ToX - match.X) <= Near && Math.Abs(match.ToY - match.Y) <= Near);
        var (agreeing, shift) = Agree(matches, now.Width, now.Height);
        var vote = TurnVote.Of(surfaces, Reach);
        return new Alignment(matches.Count, inPlace, agreeing, corners.Count, vote.IsElsewhere ? new ViewShift(vote.X * 100.0 / now.Width, vote.Y * 100.0 / now.Height, vote.Degrees) : shift) { Vote = vote };
    }

    private static Plane Small(Plane luma)
    {
        // About 128 pixels wide whatever the size of the picture: shifts are sought in parts of it.
        var factor = Math.Max(1, luma.Width / 120);
        var small = new Plane(luma.Width / factor, luma.Height / factor);
        Reduction.Box(luma, small, factor);
        return small;
    }

    // In each cell of a grid the place that can be told apart best in both directions.
    private static IEnumerable<(int X, int Y)> Corners(Plane plane)
    {
        var (left, top) = (Half + 1, Half + 1);
        var (width, height) = (plane.Width - (2 * left), plane.Height - (2 * top));
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var best = (Strength: MinStructure, X: -1, Y: -1);
                for (var y = top + (height * row / Rows); y < top + (height * (row + 1) / Rows); y += 3)
                {
                    for (var x = left + (width * column / Columns); x < left + (width * (column + 1) / Columns); x += 3)
                    {
                        var strength = Cornerness(plane, x, y);
                        best = strength > best.Strength ? (strength, x, y) : best;
                    }
                }

                if (best.X >= 0)
                {
                    yield return (best.X, best.Y);
                }
            }
        }
    }

    // The smaller eigenvalue of the structure tensor (Shi and Tomasi, 1994), a pixel.
    private static double Cornerness(Plane plane, int x0, int y0)
    {
        var (xx, xy, yy) = (0, 0, 0);
        for (var y = y0 - Half; y < y0 + Half; y += 2)
        {
            ReadOnlySpan<byte> above = plane.Row(y - 1), row = plane.Row(y), below = plane.Row(y + 1);
            for (var x = x0 - Half; x < x0 + Half; x += 2)
            {
                var (dx, dy) = (row[x + 1] - row[x - 1], below[x] - above[x]);
                (xx, xy, yy) = (xx + (dx * dx), xy + (dx * dy), yy + (dy * dy));
            }
        }

        return ((xx + yy) / 2.0 - Math.Sqrt(Math.Pow((xx - yy) / 2.0, 2) + ((double)xy * xy))) / (Half * Half);
    }

    private static Match? Find(Plane before, Plane now, int x, int y, int reach, Span<float> surface = default)
    {
        Span<short> part = stackalloc short[4 * Half * Half];
        var ((energy, rest), at) = (Copy(before, x, y, part), (X: 0, Y: 0));
        var best = Alike;
        surface.Fill(float.MinValue);
        for (var dy = -reach; dy <= reach; dy++)
        {
            for (var dx = -reach; dx <= reach; dx++)
            {
                if (x + dx < Half || y + dy < Half || x + dx > now.Width - Half || y + dy > now.Height - Half)
                {
                    continue;
                }

                // A tie goes to the smaller shift.
                var alike = Correlate(now, x + dx, y + dy, part, energy, rest) - (0.0004 * (Math.Abs(dx) + Math.Abs(dy)));
                if (!surface.IsEmpty)
                {
                    surface[((dy + reach) * ((2 * reach) + 1)) + dx + reach] = (float)alike;
                }

                (best, at) = alike > best ? (alike, (dx, dy)) : (best, at);
            }
        }

        return best > Alike ? new Match(x, y, x + at.X, y + at.Y) : null;
    }

    // Levels less their mean in whole levels; what rounding leaves is told, since against an even bright wall it would outweigh all structure.
    private static (double Energy, int Left) Copy(Plane plane, int x, int y, Span<short> part)
    {
        var sum = 0;
        for (var row = 0; row < 2 * Half; row++)
        {
            var from = plane.Row(y - Half + row).Slice(x - Half, 2 * Half);
            for (var i = 0; i < from.Length; i++)
            {
                part[(row * 2 * Half) + i] = from[i];
                sum += from[i];
            }
        }

        var (mean, energy, rest) = ((short)(sum / part.Length), 0L, 0);
        foreach (ref var level in part)
        {
            level -= mean;
            energy += level * level;
            rest += level;
        }

        return (energy - ((double)rest * rest / part.Length), rest);
    }

    private static double Correlate(Plane plane, int x, int y, ReadOnlySpan<short> part, double energy, int rest)
    {
        var (sum, squares, product, offset) = (0, 0L, 0L, 0);
        for (var row = y - Half; row < y + Half; row++)
        {
            var levels = plane.Row(row).Slice(x - Half, 2 * Half);
            var (s, q, p) = (0, 0, 0);
            for (var i = 0; i < levels.Length; i++)
            {
                int level = levels[i];
                s += level;
                q += level * level;
                p += level * part[offset + i];
            }

            (sum, squares, product, offset) = (sum + s, squares + q, product + p, offset + levels.Length);
        }

        var variance = squares - ((double)sum * sum / part.Length);
        return variance < MinVariance * part.Length || energy <= 0 ? 0 : (product - ((double)sum * rest / part.Length)) / Math.Sqrt(variance * energy);
    }

    // The turn that two of the parts give and most others agree with.
    private static (int Agreeing, ViewShift? Shift) Agree(List<Match> matches, int width, int height)
    {
        var best = (Count: 0, Degrees: 0.0, X: 0.0, Y: 0.0);
        for (var i = 0; i < matches.Count; i++)
        {
            for (var j = i + 1; j < matches.Count; j++)
            {
                if (Turn(matches[i], matches[j], width, height) is { } turn)
                {
                    var count = matches.Count(match => Miss(match, turn, width, height) <= Near);
                    best = count > best.Count ? (count, turn.Degrees, turn.X, turn.Y) : best;
                }
            }
        }

        return best.Count < 3 ? (best.Count, null) : (best.Count, new ViewShift(best.X * 100 / width, best.Y * 100 / height, best.Degrees));
    }

    private static (double Degrees, double X, double Y)? Turn(Match a, Match b, int width, int height)
    {
        var (dx, dy, tx, ty) = (b.X - a.X, b.Y - a.Y, b.ToX - a.ToX, b.ToY - a.ToY);
        var (length, after) = (Math.Sqrt((dx * dx) + (dy * dy)), Math.Sqrt((tx * tx) + (ty * ty)));
        if (length < width / 4.0 || Math.Abs(after - length) > 2.5)
        {
            return null;
        }

        var angle = Math.Atan2(ty, tx) - Math.Atan2(dy, dx);
        angle = Math.Abs(angle) > Math.PI ? angle - Math.CopySign(Math.Tau, angle) : angle;
        if (Math.Abs(angle) > 0.35)
        {
            return null;
        }

        var (sin, cos) = Math.SinCos(angle);
        var (ax, ay) = (a.X - (width / 2.0), a.Y - (height / 2.0));
        var (bx, by) = (b.X - (width / 2.0), b.Y - (height / 2.0));
        var x = (a.ToX + b.ToX - width - ((cos * (ax + bx)) - (sin * (ay + by)))) / 2;
        var y = (a.ToY + b.ToY - height - ((sin * (ax + bx)) + (cos * (ay + by)))) / 2;
        return (angle * 180 / Math.PI, x, y);
    }

    private static double Miss(Match match, (double Degrees, double X, double Y) turn, int width, int height)
    {
        var (sin, cos) = Math.SinCos(turn.Degrees * Math.PI / 180);
        var (x, y) = (match.X - (width / 2.0), match.Y - (height / 2.0));
        var (toX, toY) = ((cos * x) - (sin * y) + turn.X + (width / 2.0), (sin * x) + (cos * y) + turn.Y + (height / 2.0));
        return Math.Max(Math.Abs(match.ToX - toX), Math.Abs(match.ToY - toY));
    }
}
