namespace CameraHealth.Probing;

/// <summary>The JSON of one probed device. The names are a contract; null: not measured.</summary>
internal sealed record DeviceJson
{
    public required string Target { get; init; }
    public string Outcome { get; set; } = "unreachable";
    public FailureJson? Failure { get; set; }
    public ClockJson? Clock { get; set; }
    public IdentityJson? Device { get; set; }
    public List<string> Services { get; } = [];
    public List<ProfileJson> Profiles { get; } = [];
    public List<object> Recordings { get; } = [];
    public List<StreamJson> Streams { get; } = [];
}

/// <summary>Device clock; offset positive: the device is ahead.</summary>
internal sealed record ClockJson(DateTimeOffset? DeviceUtc, double? OffsetSeconds, double? ErrorSeconds);

/// <summary>What the device says it is.</summary>
internal sealed record IdentityJson(string? Manufacturer, string? Model, string? FirmwareVersion, string? SerialNumber);

/// <summary>One media profile; bit rate in bit/s.</summary>
internal sealed record ProfileJson(string? Name, string? Codec, int? Width, int? Height, double? FrameRate, double? BitRate, string? StreamUri);
