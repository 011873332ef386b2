using CameraHealth.Storage.Events;
using CameraHealth.Web.Fleet;

namespace CameraHealth.Web.Reports;

/// <summary>The storage's reports; whatever the driver throws means that the database does not answer.</summary>
internal sealed class StoredReportReader(EventStore events) : IReportReader
{
    public Task<IReadOnlyList<StoredReport>> ListAsync(string code, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => events.ListLatestAsync(code, cancellationToken));
}
