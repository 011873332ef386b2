using CameraHealth.Monitoring;

namespace CameraHealth.Tests.Monitoring.Doubles;

/// <summary>Keeps what it is offered.</summary>
internal sealed class OfferedPictures : List<TakenPicture>, IPictureSink
{
    public void Offer(TakenPicture picture) => Add(picture);
}
