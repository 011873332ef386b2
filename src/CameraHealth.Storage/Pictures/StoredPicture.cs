using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Pictures;

/// <summary>A stored picture without its bytes.</summary>
public sealed record StoredPicture
{
    /// <summary>Identity; its bytes never change.</summary>
    public required long Id { get; init; }

    /// <summary>What it is for.</summary>
    public required PictureRole Role { get; init; }

    /// <summary>Whether it was taken by night.</summary>
    public required bool IsNight { get; init; }

    /// <summary>When it was taken, UTC.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Where it came from.</summary>
    public required PictureOrigin Origin { get; init; }

    /// <summary>SHA-256 of what the camera sent, lower-case hexadecimal.</summary>
    public required string OriginalSha256 { get; init; }

    /// <summary>Bytes of what the camera sent.</summary>
    public required int OriginalBytes { get; init; }

    /// <summary>Width of what the camera sent, pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of what the camera sent, pixels.</summary>
    public required int Height { get; init; }

    /// <summary>What was found, the main one first; empty: nothing.</summary>
    public required IReadOnlyList<SeenFault> Faults { get; init; }

    /// <summary>Names of the faults that could be judged.</summary>
    public required IReadOnlyList<string> Measured { get; init; }

    /// <summary>0 to 1; null: not measured.</summary>
    public double? Sharpness { get; init; }

    /// <summary>Whether a finding began with it.</summary>
    public bool HasBegun { get; init; }

    /// <summary>Of a candidate: how many good pictures it was chosen from; else null.</summary>
    public int? LearnedFrom { get; init; }

    /// <summary>Of a reference: who accepted it; else null.</summary>
    public string? AcceptedBy { get; init; }

    /// <summary>Of a reference: when, UTC; else null.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }
}

/// <summary>The stored pictures of a device.</summary>
/// <param name="Latest">The newest; null: none so far.</param>
/// <param name="LastGood">The last one without a finding; null: none kept.</param>
/// <param name="References">Accepted views that hold, by day and by night.</param>
/// <param name="Candidates">Proposed views, by day and by night.</param>
/// <param name="Evidence">Pictures in which findings began, and the last good ones before, newest first.</param>
public sealed record DevicePictures(
    StoredPicture? Latest, StoredPicture? LastGood, IReadOnlyList<StoredPicture> References, IReadOnlyList<StoredPicture> Candidates, IReadOnlyList<StoredPicture> Evidence)
{
    /// <summary>The accepted view that the newest picture is compared with; null: there is none of its time of day.</summary>
    public StoredPicture? Reference => References.FirstOrDefault(reference => reference.IsNight == Latest?.IsNight);
}

/// <summary>The bytes of a stored picture: a JPEG made by this program.</summary>
/// <param name="Id">The picture.</param>
/// <param name="Jpeg">The bytes.</param>
/// <param name="TakenAt">When it was taken, UTC.</param>
public sealed record PictureContent(long Id, byte[] Jpeg, DateTimeOffset TakenAt);
