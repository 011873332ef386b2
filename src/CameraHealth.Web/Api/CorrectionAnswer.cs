using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Uptime;

namespace CameraHealth.Web.Api;

/// <summary>A correction to be entered. No rung: the overall status.</summary>
internal sealed record CorrectionForm(Rung? Rung, DateTimeOffset? From, DateTimeOffset? To, Status? Status, string? Reason, string? Person)
{
    public const string InFuture = "Lies in the future: nothing can be said about it.";

    /// <summary>Null: something is wrong with it.</summary>
    public CorrectionEntry? ToEntry(string code, DateTimeOffset now, ParameterErrors errors)
    {
        errors.WhoAndWhy(Reason, Person);
        errors.Require(From is not null, "from", "Is needed.");
        errors.Require(To is not null, "to", "Is needed.");
        errors.Require(Status is not null, "status", "Is needed.");
        errors.Require(!(To <= From), "to", "Must lie after 'from'.");
        errors.Require(!(To > now), "to", InFuture);
        return errors.Any
            ? null
            : new CorrectionEntry { Device = code, Rung = Rung, From = From!.Value, To = To!.Value, Status = Status!.Value, Reason = Reason!, Person = Person! };
    }
}

/// <summary>A correction as it stands. Rung null: the overall status. Taken back null: it holds.</summary>
internal sealed record CorrectionBody(
    long Id, string Device, Rung? Rung, DateTimeOffset From, DateTimeOffset To, Status Status, string Reason, string Person, DateTimeOffset RecordedAt, TakenBack? TakenBack)
{
    public static CorrectionBody Of(CorrectionListing found) => new(
        found.Id, found.Said.Device, found.Said.Rung, found.Said.From, found.Said.To, found.Said.Status, found.Said.Reason, found.Said.Person, found.RecordedAt, found.TakenBack);
}
