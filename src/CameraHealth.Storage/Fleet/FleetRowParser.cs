using System.Globalization;
using System.Text.RegularExpressions;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Probing;

namespace CameraHealth.Storage.Fleet;

/// <summary>Turns the cells of one row into a device; every bad cell is named, not only the first.</summary>
internal sealed partial class FleetRowParser(int line, Dictionary<string, string> cells, List<FleetFileError> errors)
{
    private const int MaxName = 200;
    private const int MaxPath = 1000;

    /// <summary>The row; null: something is wrong with it, and was told.</summary>
    public FleetRow? Parse()
    {
        var before = errors.Count;
        var kind = Kind();
        var access = Access();
        var (account, password) = Credential(access);
        var row = new FleetRow
        {
            Line = line,
            Code = Code("code"),
            Name = Label("name", MaxName) ?? Missing("name"),
            Kind = kind,
            Site = Code("site"),
            SiteName = Label("site_name", MaxName),
            Access = access,
            Host = Host(access),
            OnvifPort = Whole("onvif_port", 1, 65535),
            RtspPort = Whole("rtsp_port", 1, 65535),
            StreamPath = Path(),
            Account = account,
            Password = password,
            Recorder = access == AccessPath.Channel ? Code("recorder") : Absent("recorder"),
            Channel = Channel(access),
            Group = Label("group", MaxName),
            Lat = Degrees("lat", 90),
            Lon = Degrees("lon", 180),
            InServiceFrom = Day(),
            RequiredDays = Whole("required_days", 1, 3650),
            Area = Label("area", MaxName),
            Zone = Zone(),
            Field = Label("field", MaxName),
            Unit = Label("unit", MaxName),
            Contractor = Label("contractor", MaxName),
            Maker = Label("maker", MaxName),
            Model = Label("model", MaxName),
            CredentialSet = CredentialSet(access),
        };
        CheckTogether(row);
        return errors.Count == before ? row : null;
    }

    private void CheckTogether(FleetRow row)
    {
        if (row.Kind == DeviceKind.Recorder && row.Access == AccessPath.Channel)
        {
            Error("access", $"a recorder is reached directly");
        }
        else if (row.Kind == DeviceKind.Recorder && row.OnvifPort is null && Cell("onvif_port").Length == 0)
        {
            Error("onvif_port", $"is needed for a recorder");
        }
        else if (row is { Access: AccessPath.Direct, OnvifPort: null, StreamPath: null } && Cell("onvif_port").Length == 0 && Cell("stream_path").Length == 0)
        {
            Error("stream_path", $"is needed where there is no onvif_port: nobody else tells the stream's address");
        }
    }

    private string Code(string column)
    {
        var value = Cell(column);
        if (value.Length == 0)
        {
            return Missing(column);
        }

        if (!RegisterCode.IsValid(value))
        {
            Error(column, $"at most 64 letters, digits and - _ . are allowed");
        }

        return value;
    }

    private string? Label(string column, int maxLength)
    {
        var value = Cell(column);
        if (value.Length > maxLength || value.Any(char.IsControl))
        {
            Error(column, $"at most {maxLength} characters and no control characters are allowed");
        }

        return value.Length == 0 ? null : value;
    }

    private DeviceKind Kind()
    {
        switch (Cell("kind").ToLowerInvariant())
        {
            case "camera":
                return DeviceKind.Camera;
            case "recorder":
                return DeviceKind.Recorder;
            case "encoder":
                return DeviceKind.Encoder;
            default:
                Error("kind", $"must be camera, recorder or encoder");
                return DeviceKind.Camera;
        }
    }

    private AccessPath Access()
    {
        switch (Cell("access").ToLowerInvariant())
        {
            case "" or "direct":
                return AccessPath.Direct;
            case "channel":
                return AccessPath.Channel;
            default:
                Error("access", $"must be direct or channel");
                return AccessPath.Direct;
        }
    }

    private string? Host(AccessPath access)
    {
        var value = Cell("host");
        if (value.Length == 0)
        {
            return access == AccessPath.Channel ? null : Missing("host");
        }

        var isAddress = Uri.CheckHostName(value) is UriHostNameType.IPv4 or UriHostNameType.IPv6 && (value.Contains(':', StringComparison.Ordinal) || AddressPattern().IsMatch(value));
        var isName = Uri.CheckHostName(value) == UriHostNameType.Dns && NamePattern().IsMatch(value);
        if (!isAddress && !isName)
        {
            Error("host", $"must be an IP address or a DNS name, without scheme, user, port or path");
        }

        return value;
    }

    private string? Path()
    {
        var value = Cell("stream_path");
        var path = value.StartsWith(StreamAddresses.SecuredPrefix, StringComparison.Ordinal) ? value[StreamAddresses.SecuredPrefix.Length..] : value;
        if (value.Length > 0 && (!path.StartsWith('/') || value.Length > MaxPath || value.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))))
        {
            Error("stream_path", $"must begin with / (or rtsps:/ for a stream over TLS) and hold at most {MaxPath} characters without blanks");
        }

        return value.Length == 0 ? null : value;
    }

    // Not trimmed: a password may begin or end with a blank. The value never appears in an error.
    private (string? Account, FleetPassword? Password) Credential(AccessPath access)
    {
        var value = cells.GetValueOrDefault("credential", "");
        if (string.IsNullOrWhiteSpace(value))
        {
            return (null, null);
        }

        var colon = value.IndexOf(':', StringComparison.Ordinal);
        if (access == AccessPath.Channel)
        {
            Error("credential", $"a channel is asked through its recorder's account: leave it empty");
        }
        else if (colon <= 0 || value.Any(char.IsControl))
        {
            Error("credential", $"must be user:password, or user: to keep the stored password");
        }
        else
        {
            return (value[..colon], colon == value.Length - 1 ? null : new FleetPassword(value[(colon + 1)..]));
        }

        return (null, null);
    }

    private string? CredentialSet(AccessPath access)
    {
        if (Cell("credential_set").Length == 0)
        {
            return null;
        }

        if (access == AccessPath.Channel)
        {
            Error("credential_set", $"a channel is asked through its recorder's account: leave it empty");
        }
        else if (Cell("credential").Length > 0)
        {
            Error("credential_set", $"give either credential or credential_set: a device has one login");
        }

        return Code("credential_set");
    }

    private string? Zone()
    {
        var value = Cell("zone");
        if (value.Length > 0 && !(ZonePattern().IsMatch(value) && TimeZoneInfo.TryFindSystemTimeZoneById(value, out var zone) && zone.HasIanaId))
        {
            Error("zone", $"must be an IANA time zone like Asia/Ho_Chi_Minh");
        }

        return value.Length == 0 ? null : value;
    }

    private int? Channel(AccessPath access)
    {
        if (access != AccessPath.Channel)
        {
            Absent("channel");
            return null;
        }

        if (Cell("channel").Length == 0)
        {
            Missing("channel");
        }

        return Whole("channel", 1, 1024);
    }

    private int? Whole(string column, int min, int max)
    {
        var value = Cell(column);
        if (value.Length == 0)
        {
            return null;
        }

        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Error(column, $"must be a whole number from {min} to {max}");
        return null;
    }

    private double? Degrees(string column, double max)
    {
        var value = Cell(column);
        if (value.Length == 0)
        {
            return null;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (double.TryParse(value, Style, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= max)
        {
            return number;
        }

        Error(column, $"must be degrees from -{max} to {max} with a decimal point");
        return null;
    }

    private DateOnly? Day()
    {
        var value = Cell("in_service_from");
        if (value.Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        Error("in_service_from", $"must be a date like 2026-01-31");
        return null;
    }

    private string? Absent(string column)
    {
        if (Cell(column).Length > 0)
        {
            Error(column, $"is for access 'channel' only");
        }

        return null;
    }

    private string Missing(string column)
    {
        Error(column, $"is needed");
        return "";
    }

    private string Cell(string column) => cells.GetValueOrDefault(column, "").Trim();

    private void Error(string column, FormattableString reason) => errors.Add(new FleetFileError(line, column, reason));

    [GeneratedRegex(@"^[A-Za-z0-9_+\-]{1,32}(/[A-Za-z0-9_+\-]{1,32}){0,2}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ZonePattern();

    [GeneratedRegex(@"^\d{1,3}(\.\d{1,3}){3}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"^(?=.{1,253}$)(?=.*\p{L})[\p{L}\d]([\p{L}\d\-_]*[\p{L}\d])?(\.[\p{L}\d]([\p{L}\d\-_]*[\p{L}\d])?)*\.?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamePattern();
}
