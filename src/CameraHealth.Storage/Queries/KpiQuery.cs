using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Uptime;
using Npgsql;

namespace CameraHealth.Storage.Queries;

/// <summary>The KPIs of a window: the one query that answers, pages, metrics and reports are made from.</summary>
public sealed class KpiQuery(NpgsqlDataSource database)
{
    /// <summary>Reads the figures.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The as-of lies in the future, or the window is empty.</exception>
    public async Task<KpiAnswer> ReadAsync(KpiRequest request, CancellationToken cancellationToken)
    {
        if (request.To <= request.From)
        {
            throw new ArgumentOutOfRangeException(nameof(request), request.To, "The window is empty.");
        }

        await using var reading = await LedgerReading.OpenAsync(database, request.AsOf, cancellationToken);
        var (from, to) = UptimeReader.Cut(reading, request.From, request.To);
        var devices = await UptimeReader.ReadAsync(reading, null, from, to, request.Source, cancellationToken);
        var builder = new KpiRowBuilder(MicroTime.Of(from), MicroTime.Of(to), (long)request.RepairTarget.TotalMicroseconds);
        return new KpiAnswer(
            from,
            to,
            reading.AsOf,
            await ReadSettledAsync(reading, devices, cancellationToken),
            request.GroupBy,
            request.RepairTarget,
            builder.Build(null, null, devices),
            await ReadRowsAsync(reading, request.GroupBy, devices, builder, (from, to), cancellationToken),
            await MonitorFigures.ReadBeatsAsync(reading, from, to, cancellationToken),
            await MonitorFigures.ReadClocksAsync(reading, cancellationToken));
    }

    private static async Task<IReadOnlyList<KpiRow>> ReadRowsAsync(
        LedgerReading reading, KpiGrouping grouping, IReadOnlyList<DeviceFigures> devices, KpiRowBuilder builder, (DateTimeOffset From, DateTimeOffset To) window, CancellationToken cancellationToken)
    {
        if (grouping == KpiGrouping.Fleet)
        {
            return [];
        }

        var members = grouping == KpiGrouping.View ? await ViewFigures.ReadAsync(reading, window.From, window.To, cancellationToken) : devices;
        var names = grouping == KpiGrouping.Site ? await ReadSiteNamesAsync(reading, cancellationToken) : [];
        return [.. members.GroupBy(member => KeyOf(member.Device, grouping), StringComparer.Ordinal)
            .OrderBy(group => group.Key is null).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => builder.Build(group.Key, NameOf(group.Key, group.First().Device, grouping, names), [.. group]))];
    }

    private static string? KeyOf(RegisterDevice device, KpiGrouping grouping) => grouping switch
    {
        KpiGrouping.Device or KpiGrouping.View => device.Code,
        KpiGrouping.Site => device.Newest?.Site,
        KpiGrouping.Area => device.Newest?.Area,
        KpiGrouping.Field => device.Newest?.Field,
        KpiGrouping.Unit => device.Newest?.Unit,
        KpiGrouping.Contractor => device.Newest?.Contractor,
        KpiGrouping.Maker => device.Newest?.Maker,
        KpiGrouping.Model => device.Newest?.Model,
        _ => null,
    };

    private static string? NameOf(string? key, RegisterDevice first, KpiGrouping grouping, Dictionary<string, string> sites) => grouping switch
    {
        KpiGrouping.Device or KpiGrouping.View => first.Name,
        KpiGrouping.Site when key is not null => sites.GetValueOrDefault(key),
        _ => null,
    };

    private static async Task<Dictionary<string, string>> ReadSiteNamesAsync(LedgerReading reading, CancellationToken cancellationToken)
    {
        await using var command = reading.Command("select code, name from sites");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0), reader.GetString(1));
        }

        return names;
    }

    private static async Task<DateTimeOffset?> ReadSettledAsync(LedgerReading reading, IReadOnlyList<DeviceFigures> devices, CancellationToken cancellationToken)
    {
        var settled = await SettledTimes.ReadAsync(reading, cancellationToken);
        return devices.Where(device => device.End.IsInService && settled.ContainsKey(device.Device.Id))
            .Select(device => (DateTimeOffset?)settled[device.Device.Id]).Min();
    }
}
