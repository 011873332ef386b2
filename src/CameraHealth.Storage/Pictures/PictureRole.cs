namespace CameraHealth.Storage.Pictures;

/// <summary>What a stored picture is for. Numbers are stored: never reuse one.</summary>
public enum PictureRole
{
    /// <summary>The newest of its device.</summary>
    Latest = 1,

    /// <summary>The last good one before a finding.</summary>
    LastGood = 2,

    /// <summary>The one in which a finding began.</summary>
    Began = 3,

    /// <summary>The most typical good one so far, proposed as a reference.</summary>
    Candidate = 4,

    /// <summary>A view that a person accepted.</summary>
    Reference = 5,
}
