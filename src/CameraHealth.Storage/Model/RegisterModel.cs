using Microsoft.EntityFrameworkCore;

namespace CameraHealth.Storage.Model;

/// <summary>Keys, limits and relations of the register, the credentials and the workers.</summary>
internal static class RegisterModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<SiteEntity>().HasIndex(site => site.Code).IsUnique();
        model.Entity<SiteEntity>().Property(site => site.Code).HasMaxLength(64);
        model.Entity<PollPolicyEntity>().HasIndex(policy => policy.Name).IsUnique();

        model.Entity<PollGroupEntity>(group =>
        {
            group.HasIndex(row => new { row.SiteId, row.PolicyId, row.Ordinal }).IsUnique();
            group.HasOne(row => row.Site).WithMany().OnDelete(DeleteBehavior.Restrict);
            group.HasOne(row => row.Policy).WithMany().OnDelete(DeleteBehavior.Restrict);
        });

        model.Entity<DeviceEntity>(device =>
        {
            device.HasIndex(row => row.Code).IsUnique();
            device.Property(row => row.Code).HasMaxLength(64);
            device.HasOne(row => row.Site).WithMany().OnDelete(DeleteBehavior.Restrict);
            device.HasOne(row => row.PollGroup).WithMany().OnDelete(DeleteBehavior.Restrict);
            device.HasOne(row => row.Recorder).WithMany().HasForeignKey(row => row.RecorderId).OnDelete(DeleteBehavior.Restrict);
            device.HasOne(row => row.Credential).WithOne().HasForeignKey<DeviceCredentialEntity>(row => row.DeviceId);
            device.HasOne(row => row.CredentialSet).WithMany().HasForeignKey(row => row.CredentialSetId).OnDelete(DeleteBehavior.Restrict);
            device.Property(row => row.CreatedAt).HasDefaultValueSql("clock_timestamp()");
        });

        model.Entity<CredentialSetEntity>(set =>
        {
            set.ToTable("credential_sets").HasIndex(row => row.Name).IsUnique();
            set.Property(row => row.Name).HasMaxLength(64);
        });
        model.Entity<CredentialChangeEntity>(change =>
        {
            change.ToTable("credential_changes").Property(row => row.Id).UseIdentityAlwaysColumn();
            change.Property(row => row.At).HasDefaultValueSql("clock_timestamp()");
            change.HasOne<CredentialSetEntity>().WithMany().HasForeignKey(row => row.CredentialSetId).OnDelete(DeleteBehavior.Restrict);
        });

        model.Entity<CredentialKeyEntity>().ToTable("credential_keys").Property(key => key.RegisteredAt).HasDefaultValueSql("clock_timestamp()");
        model.Entity<DeviceCredentialEntity>(credential =>
        {
            credential.ToTable("device_credentials").HasKey(row => row.DeviceId);
            credential.Property(row => row.DeviceId).ValueGeneratedNever();
            credential.HasOne<CredentialKeyEntity>().WithMany().HasForeignKey(row => row.KeyId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<LoginBudgetEntity>().ToTable("login_budgets").HasKey(row => new { row.Host, row.Account });
        model.Entity<FleetVersionEntity>(version =>
        {
            version.ToTable("fleet_version", table => table.HasCheckConstraint("ck_fleet_version_single_row", "id = 1"));
            version.Property(row => row.Id).ValueGeneratedNever();
            version.HasData(new FleetVersionEntity { Id = 1, Version = 1 });
        });
        model.Entity<WorkerEntity>().HasKey(worker => worker.Name);
    }
}
