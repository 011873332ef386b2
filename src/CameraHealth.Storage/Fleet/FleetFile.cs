namespace CameraHealth.Storage.Fleet;

/// <summary>What is wrong with a fleet file, and where.</summary>
/// <param name="Line">Line of the file, from 1; 0: the file as a whole.</param>
/// <param name="Column">Name of the column; empty: the row as a whole.</param>
/// <param name="Reason">What is wrong, English, without the credential.</param>
public sealed record FleetFileError(int Line, string Column, string Reason);

/// <summary>A fleet file that was read: its good rows and everything that is wrong with it.</summary>
public sealed class FleetFile
{
    internal FleetFile(IReadOnlyList<FleetRow> rows, IReadOnlyList<FleetFileError> errors) => (Rows, Errors) = (rows, errors);

    /// <summary>All errors, in order of lines; empty: every row can be used.</summary>
    public IReadOnlyList<FleetFileError> Errors { get; }

    /// <summary>Rows that were read and are good by themselves.</summary>
    public int Count => Rows.Count;

    internal IReadOnlyList<FleetRow> Rows { get; }
}

/// <summary>What an import did, or would do.</summary>
/// <param name="Errors">Not empty: nothing was changed.</param>
/// <param name="Created">New devices.</param>
/// <param name="Changed">Devices that differ now.</param>
/// <param name="Unchanged">Devices that were so already.</param>
/// <param name="Warnings">What a person should know, e.g. a stored password that was dropped.</param>
/// <param name="Applied">False: errors, or a dry run.</param>
public sealed record FleetImportResult(
    IReadOnlyList<FleetFileError> Errors, int Created, int Changed, int Unchanged, IReadOnlyList<string> Warnings, bool Applied);
