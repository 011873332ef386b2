using System.CommandLine;
using CameraHealth.Storage.Pictures;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CameraHealth.Commands;

/// <summary><c>view accept DEVICE</c>: what later pictures are compared with, by a named person; after a repair, for example.</summary>
internal static class ViewAcceptCommand
{
    private const int MaxText = 200;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var device = new Argument<string>("DEVICE") { Description = Text.Of("DeviceCode") };
        var picture = new Option<long?>("--picture") { HelpName = "ID", Description = Text.Of("PictureAcceptPicture") };
        var person = new Option<string?>("--person") { HelpName = "NAME", Description = Text.Of("OptionPerson") };
        var note = new Option<string?>("--note") { HelpName = "TEXT", Description = Text.Of("PictureAcceptNote") };
        var data = DataFolder.Option();
        var command = new Command("accept", Text.Of("PictureAccept")) { device, picture, person, note, data };
        command.SetAction((parsed, cancellationToken) =>
        {
            var by = Read(parsed, person) ?? throw new UsageException(Text.Of("OptionNeeded", person.Name));
            var (code, id, why) = (parsed.GetValue(device)!, parsed.GetValue(picture), Read(parsed, note));
            return RegisterSession.RunAsync(parsed.GetValue(data), database => AcceptAsync(database, code, id, (by, why), cancellationToken), cancellationToken);
        });
        return command;
    }

    private static async Task<int> AcceptAsync(NpgsqlDataSource database, string code, long? id, (string Person, string? Note) by, CancellationToken cancellationToken)
    {
        var known = await new PictureQuery(database).FindAsync(code, cancellationToken) ?? throw new UsageException(Text.Of("CodeUnknown", code));
        var references = new ReferencePictures(database, NullLogger<ReferencePictures>.Instance);
        var accepted = (id ?? known.Latest?.Id) is { } picture ? await references.AcceptAsync(code, picture, by.Person, by.Note, cancellationToken) : Acceptance.PictureGone;
        await Console.Out.WriteLineAsync(Text.Of("PictureAcceptance" + accepted, code, by.Person));
        return accepted == Acceptance.Accepted ? ExitCode.Good : ExitCode.Finding;
    }

    private static string? Read(ParseResult parsed, Option<string?> option) => parsed.GetValue(option)?.Trim() switch
    {
        null or "" => null,
        { Length: > MaxText } => throw new UsageException(Text.Of("PictureAcceptTooLong", option.Name, MaxText)),
        { } text => text,
    };
}
