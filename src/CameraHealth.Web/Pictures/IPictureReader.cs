using CameraHealth.Storage.Pictures;
using CameraHealth.Web.Fleet;

namespace CameraHealth.Web.Pictures;

/// <summary>Stored pictures. Every method throws <see cref="FleetUnavailableException"/> when the database does not answer.</summary>
internal interface IPictureReader
{
    /// <summary>What is stored of a device, without bytes; null: no such code.</summary>
    Task<DevicePictures?> FindAsync(string code, CancellationToken cancellationToken);

    /// <summary>How sharp a device's pictures were in the last days, and when its lens is to be cleaned; null: no such code.</summary>
    Task<DeviceSharpness?> ReadSharpnessAsync(string code, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The bytes of one picture (null: the newest), and a row that says who looked; null: there is none.</summary>
    Task<PictureContent?> ViewAsync(string code, long? id, string viewer, CancellationToken cancellationToken);

    /// <summary>Makes a picture the reference of its device.</summary>
    Task<Acceptance> AcceptAsync(string code, long pictureId, string person, string? note, CancellationToken cancellationToken);
}
