using CameraHealth.Authentication;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Uptime;
using Microsoft.EntityFrameworkCore;

namespace CameraHealth.Storage.Model;

/// <summary>The tables that EF Core knows. <c>observations</c> is partitioned and written by COPY only: the migration makes it by hand.</summary>
internal sealed class StorageContext(DbContextOptions<StorageContext> options) : DbContext(options)
{
    public DbSet<SiteEntity> Sites => Set<SiteEntity>();

    public DbSet<PollPolicyEntity> PollPolicies => Set<PollPolicyEntity>();

    public DbSet<PollGroupEntity> PollGroups => Set<PollGroupEntity>();

    public DbSet<DeviceEntity> Devices => Set<DeviceEntity>();

    public DbSet<FleetVersionEntity> FleetVersion => Set<FleetVersionEntity>();

    public DbSet<CredentialKeyEntity> CredentialKeys => Set<CredentialKeyEntity>();

    public DbSet<CredentialSetEntity> CredentialSets => Set<CredentialSetEntity>();

    public DbSet<CredentialChangeEntity> CredentialChanges => Set<CredentialChangeEntity>();

    public DbSet<DeviceStateEntity> DeviceStates => Set<DeviceStateEntity>();

    public DbSet<DeviceReadingEntity> DeviceReadings => Set<DeviceReadingEntity>();

    public DbSet<WorkerEntity> Workers => Set<WorkerEntity>();

    public DbSet<StateIntervalEntity> StateIntervals => Set<StateIntervalEntity>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Status>().HaveConversion<short>();
        configurationBuilder.Properties<Reason>().HaveConversion<short>();
        configurationBuilder.Properties<Rung>().HaveConversion<short>();
        configurationBuilder.Properties<DeviceKind>().HaveConversion<short>();
        configurationBuilder.Properties<AccessPath>().HaveConversion<short>();
        configurationBuilder.Properties<SpoolState>().HaveConversion<short>();
        configurationBuilder.Properties<ServiceState>().HaveConversion<short>();
        configurationBuilder.Properties<DayOfWeek>().HaveConversion<short>();
        configurationBuilder.Properties<LoginOutcome>().HaveConversion<short>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        RegisterModel.Configure(modelBuilder);
        LedgerModel.Configure(modelBuilder);
        UptimeModel.Configure(modelBuilder);
    }
}
