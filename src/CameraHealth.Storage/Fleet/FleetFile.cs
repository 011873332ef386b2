namespace CameraHealth.Storage.Fleet;

/// <summary>What is wrong with a fleet file, and where.</summary>
/// <param name="Line">Line of the file, from 1; 0: the file as a whole.</param>
/// <param name="Column">Name of the column; empty: the row as a whole.</param>
/// <param name="Message">What is wrong, English, without the credential; format and values are kept apart so that others can word it.</param>
public sealed record FleetFileError(int Line, string Column, FormattableString Message)
{
    /// <summary>What is wrong, as text.</summary>
    public string Reason => FormattableString.Invariant(Message);
}

/// <summary>A fleet file that was read: its good rows and everything that is wrong with it.</summary>
public sealed class FleetFile
{
    internal FleetFile(IReadOnlyCollection<string> columns, IReadOnlyList<FleetRow> rows, IReadOnlyList<FleetFileError> errors) => (Columns, Rows, Errors) = (columns, rows, errors);

    /// <summary>All errors, in order of lines; empty: every row can be used.</summary>
    public IReadOnlyList<FleetFileError> Errors { get; }

    /// <summary>Rows that were read and are good by themselves.</summary>
    public int Count => Rows.Count;

    /// <summary>Columns of the header: what stands in none of them is left as it is.</summary>
    internal IReadOnlyCollection<string> Columns { get; }

    internal IReadOnlyList<FleetRow> Rows { get; }

    /// <summary>Codes of rows that have errors.</summary>
    internal IReadOnlyCollection<string> BadCodes { get; init; } = [];
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

