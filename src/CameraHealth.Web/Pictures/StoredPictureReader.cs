using CameraHealth.Storage.Pictures;
using CameraHealth.Web.Fleet;

namespace CameraHealth.Web.Pictures;

/// <summary>The storage's pictures; whatever the driver throws means that the database does not answer.</summary>
internal sealed class StoredPictureReader(PictureQuery pictures, SharpnessQuery sharpness, ReferencePictures references) : IPictureReader
{
    public Task<DevicePictures?> FindAsync(string code, CancellationToken cancellationToken) => DatabaseAnswer.AskAsync(() => pictures.FindAsync(code, cancellationToken));

    public Task<DeviceSharpness?> ReadSharpnessAsync(string code, DateTimeOffset now, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => sharpness.ReadAsync(code, now, cancellationToken));

    public Task<PictureContent?> ViewAsync(string code, long? id, string viewer, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => pictures.ViewAsync(code, id, viewer, cancellationToken));

    public Task<Acceptance> AcceptAsync(string code, long pictureId, string person, string? note, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => references.AcceptAsync(code, pictureId, person, note, cancellationToken));
}
