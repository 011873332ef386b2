namespace CameraHealth.Storage.Fleet;

/// <summary>A fleet file's cells as text, before anybody asked what they mean. The first row is the header.</summary>
/// <param name="Sheet">Sheet of a workbook; null: the file has no sheets.</param>
/// <param name="Rows">Rows that hold anything, read while they are asked for.</param>
internal sealed record FleetTable(string? Sheet, IEnumerable<FleetTableRow> Rows)
{
    /// <summary>Why nothing could be read; null: it could.</summary>
    public FleetFileError? Broken { get; init; }

    /// <summary>Cells that the file itself spoils.</summary>
    public IReadOnlyList<FleetTableFault> Faults { get; init; } = [];

    public static FleetTable Unreadable(int line, FormattableString reason) => new(null, []) { Broken = new FleetFileError(line, "", reason) };
}

/// <summary>One row.</summary>
/// <param name="Line">Line of the file or row of the sheet, from 1.</param>
/// <param name="Cells">Those of the header's columns; may end early.</param>
/// <param name="Width">Cells that the file has in this row; more than the header's: too many.</param>
internal readonly record struct FleetTableRow(int Line, string[] Cells, int Width);

/// <summary>A cell without a usable value.</summary>
/// <param name="Line">As of its row.</param>
/// <param name="Column">From 0.</param>
/// <param name="Message">Why.</param>
internal readonly record struct FleetTableFault(int Line, int Column, FormattableString Message);
