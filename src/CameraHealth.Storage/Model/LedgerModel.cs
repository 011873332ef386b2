using Microsoft.EntityFrameworkCore;

namespace CameraHealth.Storage.Model;

/// <summary>Keys and relations of what is written by batches. Exclusion constraint, trigger and rights stand in the migration.</summary>
internal static class LedgerModel
{
    public static void Configure(ModelBuilder model)
    {
        // Taken before the row is written: the observations carry it.
        model.HasSequence<long>("batch_seq");
        model.Entity<BatchEntity>(batch =>
        {
            batch.Property(row => row.Seq).ValueGeneratedNever();
            batch.ToTable("batches").HasKey(row => row.Id);
            batch.Property(row => row.Id).ValueGeneratedNever();
            batch.HasIndex(row => row.Seq).IsUnique();
        });

        model.Entity<TransitionEntity>(transition =>
        {
            transition.ToTable("transitions");
            transition.Property(row => row.Id).UseIdentityAlwaysColumn();
            transition.HasIndex(row => new { row.DeviceId, row.Rung, row.At });
            transition.HasIndex(row => row.RecordedAt);
            transition.HasIndex(row => row.Supersedes).HasFilter("supersedes is not null");
            transition.HasOne<DeviceEntity>().WithMany().HasForeignKey(row => row.DeviceId).OnDelete(DeleteBehavior.Restrict);
            transition.HasOne<BatchEntity>().WithMany().HasForeignKey(row => row.BatchId).OnDelete(DeleteBehavior.Restrict);
            transition.HasOne<TransitionEntity>().WithMany().HasForeignKey(row => row.Supersedes).OnDelete(DeleteBehavior.Restrict);
        });

        model.Entity<StateIntervalEntity>(interval =>
        {
            interval.Property(row => row.Id).UseIdentityAlwaysColumn();
            interval.Property(row => row.During).HasColumnType("tstzrange");
            interval.HasIndex(row => new { row.DeviceId, row.Rung, row.RecordedAt });
            interval.HasOne<DeviceEntity>().WithMany().HasForeignKey(row => row.DeviceId).OnDelete(DeleteBehavior.Restrict);
        });

        model.Entity<DeviceStateEntity>(state =>
        {
            state.HasKey(row => row.DeviceId);
            state.Property(row => row.DeviceId).ValueGeneratedNever();
            state.Property(row => row.Rungs).HasColumnType("jsonb");
            state.Property(row => row.IsRevised).HasDefaultValue(false);
            state.HasOne<DeviceEntity>().WithOne().HasForeignKey<DeviceStateEntity>(row => row.DeviceId).OnDelete(DeleteBehavior.Cascade);
        });

        model.Entity<DeviceCheckpointEntity>(checkpoint =>
        {
            checkpoint.ToTable("device_checkpoints").HasKey(row => new { row.DeviceId, row.At });
            checkpoint.Property(row => row.State).HasColumnType("jsonb");
            checkpoint.HasOne<DeviceEntity>().WithMany().HasForeignKey(row => row.DeviceId).OnDelete(DeleteBehavior.Cascade);
        });

        model.Entity<DeviceReadingEntity>(reading =>
        {
            reading.HasKey(row => row.DeviceId);
            reading.Property(row => row.DeviceId).ValueGeneratedNever();
            reading.Property(row => row.Clock).HasColumnType("jsonb");
            reading.Property(row => row.Stream).HasColumnType("jsonb");
            reading.Property(row => row.Identity).HasColumnType("jsonb");
            reading.HasOne<DeviceEntity>().WithOne().HasForeignKey<DeviceReadingEntity>(row => row.DeviceId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
