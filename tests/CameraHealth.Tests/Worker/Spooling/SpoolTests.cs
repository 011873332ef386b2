using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Telemetry;
using CameraHealth.Tests.Monitoring.Doubles;
using CameraHealth.Tests.Worker.Doubles;
using CameraHealth.Worker.Spooling;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Worker.Spooling;

public sealed class SpoolTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("camerahealth-spool-").FullName, "spool");
    private readonly PollMeters _meters = new();
    private readonly Assessed _assessed = new();
    private int _minute;

    public void Dispose()
    {
        _meters.Dispose();
        Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
    }

    [Fact]
    public void Batches_come_back_in_their_order_also_after_a_restart()
    {
        var ids = new List<Guid>();
        using (var spool = Open())
        {
            spool.IsEmpty.ShouldBeTrue();
            ids.AddRange(Enumerable.Range(0, 5).Select(_ => Keep(spool)));
            spool.Report().ShouldBe(new SpoolReport(SpoolState.CatchingUp, 5, FileBytes(), Devices.Start.AddMinutes(1)));
        }

        using var again = Open();
        ids.Add(Keep(again));
        TakeAll(again).Select(batch => batch.Id).ShouldBe(ids);
        again.IsEmpty.ShouldBeTrue();
        again.Report().ShouldBe(default);
        Directory.GetFiles(_folder, "*.spool").ShouldBeEmpty();
    }

    [Fact]
    public void Folder_and_files_are_for_us_only()
    {
        using var spool = Open();
        Keep(spool);
        File.GetUnixFileMode(_folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(_folder))
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    [Fact]
    public void Second_process_does_not_touch_the_spool_of_the_first()
    {
        using var first = Open();
        using var second = NewSpool();
        second.TryOpen().ShouldBeFalse();
        second.IsHeld.ShouldBeFalse();
        second.Append(Assessed.Batch(_assessed.Next(1, Devices.Start.AddMinutes(1), true))).ShouldBe(SpoolAppend.Unwritable);
        first.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Record_torn_at_any_byte_is_lost_alone_and_counted()
    {
        using (var spool = Open())
        {
            Keep(spool);
            Keep(spool);
        }

        var path = Directory.GetFiles(_folder, "*.spool").Single();
        var whole = File.ReadAllBytes(path);
        var last = LastRecord(whole);
        for (var length = last; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            using var meters = new MeterReadings(_meters);
            using var spool = Open();
            spool.Report().Batches.ShouldBe(1, $"cut at {length} of {whole.Length}");
            spool.Peek().ShouldNotBeNull();
            meters.Total("camerahealth_observations_dropped", "cause=damaged").ShouldBe(length == last ? 0 : 1);
        }
    }

    [Fact]
    public void What_is_written_behind_a_torn_record_is_found()
    {
        using (var spool = Open())
        {
            Keep(spool);
            Keep(spool);
        }

        var path = Directory.GetFiles(_folder, "*.spool").Single();
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^5]);
        Guid later;
        using (var spool = Open())
        {
            later = Keep(spool);
        }

        using var again = Open();
        TakeAll(again).Select(batch => batch.Id).Last().ShouldBe(later);
    }

    [Fact]
    public void Damaged_byte_costs_its_record_and_no_other()
    {
        using (var spool = Open())
        {
            for (var i = 0; i < 4; i++)
            {
                Keep(spool);
            }
        }

        var path = Directory.GetFiles(_folder, "*.spool").Single();
        var whole = File.ReadAllBytes(path);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte[1, 255]).Sample(
            (place, change) =>
            {
                var damaged = whole.ToArray();
                damaged[place] ^= change;
                File.WriteAllBytes(path, damaged);
                using var spool = Open();
                TakeAll(spool).Count.ShouldBe(3);
                File.WriteAllBytes(path, whole);
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public void Record_that_is_damaged_while_it_waits_does_not_hold_up_the_others()
    {
        using var meters = new MeterReadings(_meters);
        using var spool = Open();
        Keep(spool);
        var second = Keep(spool);
        var path = Directory.GetFiles(_folder, "*.spool").Single();
        using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Position = 30;
            file.WriteByte(0xFF);
            file.WriteByte(0xFF);
        }

        TakeAll(spool).ShouldHaveSingleItem().Id.ShouldBe(second);
        meters.Total("camerahealth_observations_dropped", "cause=damaged").ShouldBe(1);
    }

    [Fact]
    public void Batch_that_was_not_told_complete_comes_again()
    {
        using (var spool = Open())
        {
            Keep(spool);
            Keep(spool);
            spool.Complete(spool.Peek()!.Id);
            spool.Peek().ShouldNotBeNull();
        }

        // The place reached is not written: the database skips what it has.
        using var again = Open();
        TakeAll(again).Count.ShouldBe(2);
    }

    [Fact]
    public void Newest_is_read_first_from_the_back()
    {
        using var spool = Open();
        var ids = Enumerable.Range(0, 3).Select(_ => Keep(spool)).ToList();
        spool.ReadBack().Select(batch => batch.Id).ShouldBe(Enumerable.Reverse(ids));
    }

    private Spool Open()
    {
        var spool = NewSpool();
        spool.TryOpen().ShouldBeTrue();
        return spool;
    }

    private Spool NewSpool() => new(new SpoolFiles(_folder), new SpoolOptions(), _meters, NullLogger<Spool>.Instance);

    private Guid Keep(Spool spool)
    {
        var batch = Assessed.Batch(_assessed.Next(1, Devices.Start.AddMinutes(++_minute), isGood: true));
        spool.Append(batch).ShouldBe(SpoolAppend.Kept);
        return batch.Id;
    }

    private static List<ObservationBatch> TakeAll(Spool spool)
    {
        var all = new List<ObservationBatch>();
        while (spool.Peek() is { } batch)
        {
            all.Add(batch);
            spool.Complete(batch.Id);
        }

        return all;
    }

    private long FileBytes() => Directory.GetFiles(_folder, "*.spool").Sum(file => new FileInfo(file).Length);

    private static int LastRecord(byte[] file) => file.AsSpan().LastIndexOf("CHR1"u8);
}
