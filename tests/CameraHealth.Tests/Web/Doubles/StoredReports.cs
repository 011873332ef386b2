using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Events;
using CameraHealth.Web.Reports;

namespace CameraHealth.Tests.Web.Doubles;

/// <summary>One camera whose disk fails, and others that report nothing.</summary>
internal sealed class StoredReports : IReportReader
{
    public const string Reporting = "CAM-02";

    public Task<IReadOnlyList<StoredReport>> ListAsync(string code, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoredReport>>(
        code == Reporting ? [new StoredReport(Reason.StorageFailureReported, "Device/HardwareFailure/StorageFailure", "disk1", true, null, Rows.Now)] : []);
}
