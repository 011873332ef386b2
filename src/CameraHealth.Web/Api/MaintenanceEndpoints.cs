using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Uptime;
using CameraHealth.Web.Hosting;
using CameraHealth.Web.Kpis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CameraHealth.Web.Api;

/// <summary><c>/api/v1/devices/{code}/maintenance</c>. Writes make versions; nothing is deleted.</summary>
internal static class MaintenanceEndpoints
{
    public static void MapMaintenance(this IEndpointRouteBuilder endpoints)
    {
        var windows = endpoints.MapGroup("/api/v1/devices/{code}/maintenance").WithTags("maintenance").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        windows.MapGet("/", ListAsync).WithSummary("Maintenance windows that concern a device.");
        windows.MapPost("/", AddAsync).WithSummary("Enters a window, once or weekly, with a reason and a person.").AddEndpointFilter(WriteHeader.RequireAsync);
        windows.MapDelete("/{id:long}", EndAsync).WithSummary("Ends a running window now; takes one back that lies ahead or was entered in error.").AddEndpointFilter(WriteHeader.RequireAsync);
    }

    private static async Task<Results<Ok<IReadOnlyList<MaintenanceBody>>, ProblemHttpResult>> ListAsync(string code, IKpiReader reader, CancellationToken cancellationToken) =>
        await reader.ListMaintenanceAsync(code, cancellationToken) is { } found
            ? TypedResults.Ok<IReadOnlyList<MaintenanceBody>>([.. found.Select(MaintenanceBody.Of)])
            : NotFound();

    private static async Task<Results<Created<MaintenanceBody>, ValidationProblem, ProblemHttpResult>> AddAsync(
        string code, MaintenanceForm form, IKpiReader reader, CancellationToken cancellationToken)
    {
        var errors = new ParameterErrors();
        if (form.ToEntry(code, errors) is not { } entry)
        {
            return errors.ToProblem();
        }

        try
        {
            var id = await reader.AddMaintenanceAsync(entry, cancellationToken);
            var added = (await reader.ListMaintenanceAsync(code, cancellationToken))?.FirstOrDefault(window => window.Id == id);
            return added is null ? NotFound() : TypedResults.Created(new Uri($"/api/v1/devices/{Uri.EscapeDataString(code)}/maintenance", UriKind.Relative), MaintenanceBody.Of(added));
        }
        catch (UnknownCodeException)
        {
            return NotFound();
        }
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> EndAsync(
        string code, long id, IKpiReader reader, CancellationToken cancellationToken, string? reason = null, string? person = null)
    {
        var errors = new ParameterErrors();
        errors.WhoAndWhy(reason, person);
        if (errors.Any)
        {
            return errors.ToProblem();
        }

        var isKnown = (await reader.ListMaintenanceAsync(code, cancellationToken))?.Any(window => window.Id == id) is true;
        return isKnown && await reader.EndMaintenanceAsync(id, reason!, person!, cancellationToken) ? TypedResults.NoContent() : NotFound();
    }

    private static ProblemHttpResult NotFound() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "unknown_device_or_window", detail: "No device of the register has this code, or no current window of it this identity.");
}

/// <summary>A window to be entered: once from–to, or weekly.</summary>
internal sealed record MaintenanceForm(DateTimeOffset? From, DateTimeOffset? To, WeeklyForm? Weekly, string? Reason, string? Person)
{
    /// <summary>Null: something is wrong with it.</summary>
    public MaintenanceEntry? ToEntry(string code, ParameterErrors errors)
    {
        errors.WhoAndWhy(Reason, Person);
        errors.Require(From is not null, "from", "Is needed.");
        errors.Require(To is not null || Weekly is not null, "to", "Is needed for a window that comes once.");
        errors.Require(To is null || To > From, "to", "Must lie after 'from'.");
        Weekly?.Check(errors);
        return errors.Any
            ? null
            : new MaintenanceEntry { Device = code, From = From!.Value, To = To, Weekly = Weekly?.ToSchedule(), Reason = Reason!, Person = Person! };
    }
}

/// <summary>A time of the week, local to the site.</summary>
internal sealed record WeeklyForm(DayOfWeek Day, TimeOnly Start, int DurationMinutes, string? Zone)
{
    public void Check(ParameterErrors errors)
    {
        errors.Require(Enum.IsDefined(Day), "weekly.day", "A day of the week.");
        errors.Require(DurationMinutes > 0 && TimeSpan.FromMinutes(DurationMinutes) <= WeeklySchedule.MaxDuration, "weekly.durationMinutes", "More than 0 and at most 7 days.");
        errors.Require(Zone is null || TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _), "weekly.zone", "An IANA zone, like Asia/Ho_Chi_Minh.");
    }

    public WeeklySchedule ToSchedule() => new(Day, Start, TimeSpan.FromMinutes(DurationMinutes), Zone ?? LocalTime.DefaultZone);
}

/// <summary>A window as it stands.</summary>
internal sealed record MaintenanceBody(
    long Id, string? Device, string? Site, string? Group, DateTimeOffset From, DateTimeOffset? To, WeeklyForm? Weekly, string Reason, string Person,
    DateTimeOffset EnteredAt, DateTimeOffset RecordedAt, bool AfterTheFact)
{
    public static MaintenanceBody Of(MaintenanceListing window) => new(
        window.Id,
        window.Device,
        window.Site,
        window.Group,
        window.Window.Valid.From,
        window.Window.Valid.To,
        window.Window.Weekly is { } weekly ? new WeeklyForm(weekly.Day, weekly.Start, (int)weekly.Duration.TotalMinutes, weekly.Zone) : null,
        window.Reason,
        window.Person,
        window.Window.EnteredAt,
        window.RecordedAt,
        window.IsAfterTheFact);
}
