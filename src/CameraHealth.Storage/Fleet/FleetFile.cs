namespace CameraHealth.Storage.Fleet;

/// <summary>What is wrong with a fleet file, and where.</summary>
/// <param name="Line">Line of the file, from 1; 0: the file as a whole.</param>
/// <param name="Column">Name of the column; empty: the row as a whole.</param>
/// <param name="Message">What is wrong, English, without the credential; format and values are kept apart so that others can word it.</param>
public sealed record FleetFileError(int Line, string Column, FormattableString Message)
{
    /// <summary>Sheet of a workbook; null: the file has none.</summary>
    public string? Sheet { get; init; }

    /// <summary>What is wrong, as text.</summary>
    public string Reason => FormattableString.Invariant(Message);
}

/// <summary>A fleet file that was read: its good rows and everything that is wrong with it.</summary>
public sealed class FleetFile
{
    private readonly string? _sheet;
    private readonly IReadOnlyDictionary<string, string> _written;

    /// <summary>A file as read.</summary>
    /// <param name="columns">Of the header.</param>
    /// <param name="rows">Good by themselves.</param>
    /// <param name="errors">In order of lines.</param>
    /// <param name="sheet">Sheet of a workbook; null: it has none.</param>
    /// <param name="written">Headers by column where they are called otherwise than the column; null: none are.</param>
    internal FleetFile(
        IReadOnlyCollection<string> columns, IReadOnlyList<FleetRow> rows, IEnumerable<FleetFileError> errors, string? sheet = null, IReadOnlyDictionary<string, string>? written = null)
    {
        (Columns, Rows, _sheet, _written) = (columns, rows, sheet, written ?? new Dictionary<string, string>(StringComparer.Ordinal));
        Errors = [.. Tell(errors)];
    }

    /// <summary>All errors, in order of lines; empty: every row can be used.</summary>
    public IReadOnlyList<FleetFileError> Errors { get; }

    /// <summary>Rows that were read and are good by themselves.</summary>
    public int Count => Rows.Count;

    /// <summary>Columns of the header: what stands in none of them is left as it is.</summary>
    internal IReadOnlyCollection<string> Columns { get; }

    internal IReadOnlyList<FleetRow> Rows { get; }

    /// <summary>Codes of rows that have errors.</summary>
    internal IReadOnlyCollection<string> BadCodes { get; init; } = [];

    /// <summary>Errors with the sheet, and each column as the file's header calls it: whoever looks for an error looks for his own word.</summary>
    internal IEnumerable<FleetFileError> Tell(IEnumerable<FleetFileError> errors) =>
        errors.Select(error => error with { Sheet = _sheet, Column = _written.GetValueOrDefault(error.Column, error.Column) });
}

/// <summary>What an import did, or would do.</summary>
/// <param name="Errors">Not empty: nothing was changed.</param>
/// <param name="Created">New devices.</param>
/// <param name="Changed">Devices that differ now.</param>
/// <param name="Unchanged">Devices that were so already.</param>
/// <param name="Notes">What a person should know, e.g. a stored password that was dropped; English, format and values kept apart.</param>
/// <param name="Applied">False: errors, or a dry run.</param>
public sealed record FleetImportResult(
    IReadOnlyList<FleetFileError> Errors, int Created, int Changed, int Unchanged, IReadOnlyList<FormattableString> Notes, bool Applied)
{
    /// <summary>The notes as text.</summary>
    public IReadOnlyList<string> Warnings => [.. Notes.Select(FormattableString.Invariant)];
}
