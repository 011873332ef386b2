using System.Globalization;
using System.Text.RegularExpressions;

namespace CameraHealth.Storage.Backup;

/// <summary>What a backup says of itself.</summary>
/// <param name="Major">Major version of the server it was made from.</param>
/// <param name="Migrations">Names of the migrations that its database had.</param>
/// <param name="Entries">Its list of contents, each as pg_restore names it.</param>
internal sealed partial record BackupContents(int Major, IReadOnlyList<string> Migrations, IReadOnlyList<string> Entries)
{
    // Named by a file of a newer product too: a backup without this table is none of ours.
    private const string HistoryTable = "migrations_history";

    /// <exception cref="BackupException">It is no backup of this product.</exception>
    public static async Task<BackupContents> ReadAsync(PostgresTool tool, string path, CancellationToken cancellationToken)
    {
        string list;
        try
        {
            list = await tool.RunAsync("pg_restore", ["--list", path], null, cancellationToken);
        }
        catch (BackupException exception)
        {
            throw new BackupException(BackupFailure.File, $"{path} is no backup: {exception.Message}");
        }

        if (MadeBy().Match(list) is not { Success: true } version || !list.Contains(HistoryTable, StringComparison.Ordinal))
        {
            throw new BackupException(BackupFailure.File, $"{path} is no backup of CameraHealth: it has no table {HistoryTable}");
        }

        var history = await tool.RunAsync("pg_restore", ["--data-only", "--table", HistoryTable, "--file", "-", path], null, cancellationToken);
        return new BackupContents(
            int.Parse(version.Groups["major"].ValueSpan, CultureInfo.InvariantCulture),
            [.. Migration().Matches(history).Select(match => match.Groups["name"].Value)],
            [.. list.Split('\n').Where(line => line.Length > 0 && !line.StartsWith(';'))]);
    }

    [GeneratedRegex(@"^;\s+Dumped from database version: (?<major>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MadeBy();

    [GeneratedRegex(@"^(?<name>\d{14}_\w+)\t", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Migration();
}
