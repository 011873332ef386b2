using System.CommandLine;

namespace CameraHealth.Commands;

/// <summary><c>ledger</c>: what concerns the ledger itself.</summary>
internal static class LedgerCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("ledger", Text.Of("Ledger")) { LedgerVerifyCommand.Create(), LedgerSealsCommand.Create(), LedgerCorrectCommand.Create() };
}
