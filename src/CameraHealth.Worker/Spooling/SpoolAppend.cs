namespace CameraHealth.Worker.Spooling;

/// <summary>What became of a batch that was to be kept on disk.</summary>
internal enum SpoolAppend
{
    /// <summary>It is on disk (fsync returned): acknowledged.</summary>
    Kept,

    /// <summary>Raw samples and the reserve are full.</summary>
    Full,

    /// <summary>The disk is full, or the folder cannot be written.</summary>
    Unwritable,
}
