namespace CameraHealth.Simulator.Scenarios;

/// <summary>What is wrong with a device or a channel. In files and in the admin API in snake case: <c>wrong_password</c>.</summary>
public enum DeviceFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Both ports closed, open connections cut.</summary>
    Offline,

    /// <summary>The device's password is no longer the one its clients know.</summary>
    WrongPassword,

    /// <summary>DESCRIBE, SETUP and PLAY succeed; no frame is sent.</summary>
    NoMedia,

    /// <summary>Accepts, then stops in the middle of each reply, on ONVIF and on RTSP; running streams stand still.</summary>
    Hang,

    /// <summary>The device's clock is off, by an hour ahead unless told otherwise.</summary>
    WrongClock,

    /// <summary>RTSP SETUP and PLAY are answered 453 Not Enough Bandwidth.</summary>
    Busy,

    /// <summary>The ONVIF port accepts and never answers; RTSP is good.</summary>
    OnvifSilent,

    /// <summary>The RTSP port is closed and its connections are cut; ONVIF is good.</summary>
    RtspClosed,

    /// <summary>A recorder's channel has gone from its lists; its stream is 404. For channels only.</summary>
    ChannelOffline,

    /// <summary>The account is locked: even the right password is refused, until the fault is taken away.</summary>
    Locked,

    /// <summary>Every answer comes <see cref="SimulatedDevice.SlowBy"/> late, on ONVIF and on RTSP; streams are good.</summary>
    Slow,

    /// <summary>Snapshots are black.</summary>
    PictureBlack,

    /// <summary>Snapshots show a card that says there is no signal.</summary>
    PictureNoSignal,

    /// <summary>Every snapshot is the same, to the last pixel.</summary>
    PictureFrozen,

    /// <summary>Snapshots show the view of a camera that was turned.</summary>
    PictureMoved,

    /// <summary>The device has no snapshots: GetSnapshotUri is not implemented.</summary>
    SnapshotMissing,

    /// <summary>A web page comes in place of a snapshot, as image/jpeg.</summary>
    SnapshotWrongType,

    /// <summary>Snapshots have 17 MiB.</summary>
    SnapshotOversized,

    /// <summary>Snapshots refuse the account that ONVIF and RTSP accept.</summary>
    SnapshotUnauthorized,

    /// <summary>Snapshots are redirected to another host.</summary>
    SnapshotElsewhere,
}
