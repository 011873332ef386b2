using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Pictures;
using CameraHealth.Web.Pictures;

namespace CameraHealth.Web.Api;

/// <summary>The stored pictures of a device.</summary>
internal sealed record PicturesAnswer(
    PictureAnswer? Latest, PictureAnswer? LastGood, IReadOnlyList<PictureAnswer> References, IReadOnlyList<PictureAnswer> Candidates, IReadOnlyList<PictureAnswer> Evidence)
{
    public static PicturesAnswer Of(string code, DevicePictures found) => new(
        PictureAnswer.Of(code, found.Latest),
        PictureAnswer.Of(code, found.LastGood),
        All(code, found.References),
        All(code, found.Candidates),
        All(code, found.Evidence));

    private static List<PictureAnswer> All(string code, IReadOnlyList<StoredPicture> pictures) => [.. pictures.Select(picture => PictureAnswer.Of(code, picture)!)];
}

/// <summary>One stored picture; what was not measured is null, what could not be judged is not in <paramref name="Measured"/>.</summary>
internal sealed record PictureAnswer(
    long Id, PictureRole Role, bool IsNight, DateTimeOffset TakenAt, PictureOrigin Origin, string Sha256, int Bytes, int Width, int Height,
    IReadOnlyList<SeenFault> Findings, IReadOnlyList<string> Measured, double? Sharpness, int? LearnedFrom, string? AcceptedBy, DateTimeOffset? AcceptedAt, string Jpeg)
{
    public static PictureAnswer? Of(string code, StoredPicture? picture) => picture is null
        ? null
        : new PictureAnswer(
            picture.Id, picture.Role, picture.IsNight, picture.TakenAt, picture.Origin, picture.OriginalSha256, picture.OriginalBytes, picture.Width, picture.Height,
            picture.Faults, picture.Measured, picture.Sharpness, picture.LearnedFrom, picture.AcceptedBy, picture.AcceptedAt, PictureAddress.Of(code, picture.Id));
}
