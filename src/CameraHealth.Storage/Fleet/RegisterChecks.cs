using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Storage.Fleet;

/// <summary>What is wrong with a file only beside the register and the other rows.</summary>
internal static class RegisterChecks
{
    public static IEnumerable<FleetFileError> Check(FleetFile file, RegisterSnapshot register)
    {
        var rows = file.Rows.ToDictionary(row => row.Code, StringComparer.Ordinal);
        var channels = new Dictionary<(string, int), int>();
        foreach (var row in file.Rows)
        {
            if (row.Password is not null && register.Sealer is null)
            {
                yield return new FleetFileError(row.Line, "credential", $"no worker has made its key known, so no password can be sealed: start the worker once, then import again");
            }

            // A recorder whose own row is bad was named already.
            if (row.Access == AccessPath.Channel && !file.BadCodes.Contains(row.Recorder!, StringComparer.Ordinal))
            {
                foreach (var error in CheckChannel(row, rows, register, channels))
                {
                    yield return error;
                }
            }
        }

        foreach (var error in CheckSites(file.Rows))
        {
            yield return error;
        }

        foreach (var recorder in LostRecorders(rows, register))
        {
            yield return new FleetFileError(recorder.Line, "kind", $"it is the recorder of channels in the register");
        }
    }

    private static IEnumerable<FleetFileError> CheckChannel(
        FleetRow row, Dictionary<string, FleetRow> rows, RegisterSnapshot register, Dictionary<(string, int), int> channels)
    {
        var inFile = rows.GetValueOrDefault(row.Recorder!);
        var inRegister = register.Devices.GetValueOrDefault(row.Recorder!);
        if (inFile is null && inRegister is null)
        {
            yield return new FleetFileError(row.Line, "recorder", $"there is no device '{row.Recorder}' in the file or the register");
            yield break;
        }

        if ((inFile?.Kind ?? inRegister!.Kind) != DeviceKind.Recorder)
        {
            yield return new FleetFileError(row.Line, "recorder", $"'{row.Recorder}' is not a recorder");
        }

        var host = inFile is null ? inRegister!.Host : inFile.Host;
        if (row.Host is not null && !string.Equals(row.Host, host, StringComparison.OrdinalIgnoreCase))
        {
            yield return new FleetFileError(row.Line, "host", $"must be empty or the recorder's");
        }

        if (row.Channel is { } channel && !channels.TryAdd((row.Recorder!, channel), row.Line))
        {
            yield return new FleetFileError(row.Line, "channel", $"the channel of '{row.Recorder}' stands in line {channels[(row.Recorder!, channel)]} already");
        }
    }

    // What belongs to a site stands in the rows of its devices: they must not say different things.
    private static IEnumerable<FleetFileError> CheckSites(IEnumerable<FleetRow> rows)
    {
        var said = new Dictionary<(string Site, string Column), (int Line, string Value)>();
        foreach (var (row, column, value) in rows.SelectMany(row => new[] { (row, "site_name", row.SiteName), (row, "area", row.Area), (row, "zone", row.Zone) }))
        {
            if (value is not null && !said.TryAdd((row.Site, column), (row.Line, value)) && said[(row.Site, column)] is var first && first.Value != value)
            {
                yield return new FleetFileError(row.Line, column, $"the site '{row.Site}' has another one in line {first.Line}");
            }
        }
    }

    // A device whose channels stay in the register must stay a recorder.
    private static IEnumerable<FleetRow> LostRecorders(Dictionary<string, FleetRow> rows, RegisterSnapshot register)
    {
        var byId = register.Devices.Values.ToDictionary(device => device.Id);
        var stillNeeded = register.Devices.Values
            .Where(device => device.RecorderId is not null && !rows.ContainsKey(device.Code))
            .Select(device => byId[device.RecorderId!.Value].Code).ToHashSet(StringComparer.Ordinal);
        return rows.Values.Where(row => row.Kind != DeviceKind.Recorder && stillNeeded.Contains(row.Code));
    }
}
