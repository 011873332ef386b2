using Microsoft.EntityFrameworkCore;

namespace CameraHealth.Storage.Model;

/// <summary>Keys and relations of what availability is told by besides the ledger. Rows are versions; constraints and rights stand in the migration.</summary>
internal static class UptimeModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<SiteEntity>().Property(site => site.TimeZone).HasDefaultValue(Monitoring.Uptime.LocalTime.DefaultZone);

        model.Entity<ServicePeriodEntity>(period =>
        {
            period.ToTable("service_periods").Property(row => row.Id).UseIdentityAlwaysColumn();
            period.HasIndex(row => new { row.DeviceId, row.StartsAt }).IsUnique().HasFilter("superseded_at is null");
            period.HasOne<DeviceEntity>().WithMany().HasForeignKey(row => row.DeviceId).OnDelete(DeleteBehavior.Restrict);
        });

        model.Entity<MaintenanceWindowEntity>(window =>
        {
            window.ToTable("maintenance_windows").Property(row => row.Id).UseIdentityAlwaysColumn();
            window.Property(row => row.During).HasColumnType("tstzrange");
            window.Property(row => row.EnteredAt).HasDefaultValueSql("clock_timestamp()");
            window.Property(row => row.RecordedAt).HasDefaultValueSql("clock_timestamp()");
            window.HasIndex(row => row.DeviceId);
            window.HasOne<DeviceEntity>().WithMany().HasForeignKey(row => row.DeviceId).OnDelete(DeleteBehavior.Restrict);
            window.HasOne<SiteEntity>().WithMany().HasForeignKey(row => row.SiteId).OnDelete(DeleteBehavior.Restrict);
        });

        ConfigureViews(model);

        model.Entity<DeviceFactsEntity>(facts =>
        {
            facts.ToTable("device_facts").Property(row => row.Id).UseIdentityAlwaysColumn();
            facts.HasIndex(row => row.DeviceId).IsUnique().HasFilter("superseded_at is null");
            facts.HasOne<DeviceEntity>().WithMany().HasForeignKey(row => row.DeviceId).OnDelete(DeleteBehavior.Restrict);
        });

        model.Entity<StatusCorrectionEntity>(correction =>
        {
            correction.ToTable("status_corrections").Property(row => row.Id).UseIdentityAlwaysColumn();
            correction.Property(row => row.During).HasColumnType("tstzrange");
            correction.HasIndex(row => row.DeviceId);
            correction.HasOne<DeviceEntity>().WithMany().HasForeignKey(row => row.DeviceId).OnDelete(DeleteBehavior.Restrict);
        });

        model.Entity<DailySumEntity>(sum =>
        {
            sum.ToTable("daily_sums").HasKey(row => new { row.DeviceId, row.Month });
            sum.HasOne<DeviceEntity>().WithMany().HasForeignKey(row => row.DeviceId).OnDelete(DeleteBehavior.Cascade);
        });

        model.Entity<WorkerSpanEntity>(span =>
        {
            span.ToTable("worker_spans").Property(row => row.Id).UseIdentityAlwaysColumn();
            span.HasIndex(row => new { row.Worker, row.LastBeatAt });
        });
    }

    private static void ConfigureViews(ModelBuilder model)
    {
        model.Entity<ViewEntity>(view =>
        {
            view.ToTable("views").HasIndex(row => row.Code).IsUnique();
            view.Property(row => row.Code).HasMaxLength(64);
            view.HasOne<SiteEntity>().WithMany().HasForeignKey(row => row.SiteId).OnDelete(DeleteBehavior.Restrict);
        });

        model.Entity<DeviceViewEntity>(serving =>
        {
            serving.ToTable("device_views").Property(row => row.Id).UseIdentityAlwaysColumn();
            serving.Property(row => row.During).HasColumnType("tstzrange");
            serving.HasIndex(row => row.ViewId);
            serving.HasOne<ViewEntity>().WithMany().HasForeignKey(row => row.ViewId).OnDelete(DeleteBehavior.Restrict);
            serving.HasOne<DeviceEntity>().WithMany().HasForeignKey(row => row.DeviceId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
