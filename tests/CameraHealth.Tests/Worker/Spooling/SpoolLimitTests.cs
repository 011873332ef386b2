using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Telemetry;
using CameraHealth.Tests.Monitoring.Doubles;
using CameraHealth.Tests.Worker.Doubles;
using CameraHealth.Worker.Spooling;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Worker.Spooling;

/// <summary>The spool at its limits: raw samples go first, what changed a verdict stays, and what cannot be kept is refused.</summary>
public sealed class SpoolLimitTests : IDisposable
{
    private const int Devices = 4;

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("camerahealth-spool-").FullName, "spool");
    private readonly PollMeters _meters = new();

    public void Dispose()
    {
        _meters.Dispose();
        Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
    }

    [Fact]
    public void Full_spool_gives_up_raw_samples_and_keeps_every_change_of_a_verdict()
    {
        using var meters = new MeterReadings(_meters);
        using var spool = Open(new SpoolOptions { MaxBytes = 48 << 10, ReserveBytes = 32 << 10 });
        var assessed = new Assessed();
        var written = Fill(spool, assessed, minutes: 400, faultEvery: 50);

        meters.Total("camerahealth_observations_dropped", "cause=spool_full").ShouldBeGreaterThan(100);
        spool.Report().State.ShouldBe(SpoolState.Shedding);
        Directory.GetFiles(_folder).Sum(file => new FileInfo(file).Length).ShouldBeLessThanOrEqualTo(48 << 10);
        AssertChained(TakeAll(spool), written, assessed.States);
        spool.Report().ShouldBe(default);
    }

    [Fact]
    public void What_was_kept_goes_on_being_kept_after_a_restart()
    {
        var options = new SpoolOptions { MaxBytes = 80 << 10, ReserveBytes = 64 << 10 };
        var assessed = new Assessed();
        List<AssessedObservation> written;
        using (var spool = Open(options))
        {
            written = Fill(spool, assessed, minutes: 400, faultEvery: 50);
        }

        using var again = Open(options);
        again.Report().State.ShouldBe(SpoolState.Shedding);
        written.AddRange(Fill(again, assessed, minutes: 400, faultEvery: 50, from: 400));
        AssertChained(TakeAll(again), written, assessed.States);
    }

    [Fact]
    public void Any_history_is_thinned_out_to_the_same_changes_and_the_same_last_verdicts() => Gen.Bool.Array[Devices].Array[5, 60].Sample(
        minutes =>
        {
            var assessed = new Assessed();
            var (keeper, batches, written) = (new ChangeKeeper(), new List<ObservationBatch>(), new List<AssessedObservation>());
            for (var minute = 0; minute < minutes.Length; minute++)
            {
                var items = minutes[minute].Select((isGood, device) => assessed.Next(device + 1, Monitoring.Doubles.Devices.Start.AddMinutes(minute + 1), isGood)).ToArray();
                written.AddRange(items);
                batches.Add(Assessed.Batch(items));
                keeper.Take(batches[^1]);
            }

            AssertChained([.. keeper.Left()], written, assessed.States);
        },
        iter: 300);

    [Fact]
    public void Full_reserve_refuses_and_takes_again_when_it_was_delivered()
    {
        using var spool = Open(new SpoolOptions { MaxBytes = 24 << 10, ReserveBytes = 8 << 10 });
        var assessed = new Assessed();
        var minute = 0;
        SpoolAppend kept;
        do
        {
            // Every observation changes the verdict or holds it up: nothing is raw for long.
            kept = spool.Append(Assessed.Batch([.. Enumerable.Range(1, Devices).Select(device => assessed.Next(device, Monitoring.Doubles.Devices.Start.AddMinutes(5 * ++minute), minute % 2 == 0))]));
        }
        while (kept == SpoolAppend.Kept);

        kept.ShouldBe(SpoolAppend.Full);
        spool.Report().State.ShouldBe(SpoolState.Stopped);
        TakeAll(spool).ShouldNotBeEmpty();
        spool.Append(Assessed.Batch(assessed.Next(1, Monitoring.Doubles.Devices.Start.AddMinutes(5 * ++minute), true))).ShouldBe(SpoolAppend.Kept);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(700)]
    [InlineData(6000)]
    public void Full_disk_refuses_and_loses_nothing_that_was_acknowledged(int room)
    {
        var files = new FullDisk(_folder) { Room = room };
        using var spool = new Spool(files, new SpoolOptions(), _meters, NullLogger<Spool>.Instance);
        spool.TryOpen().ShouldBeTrue();
        var assessed = new Assessed();
        var kept = new List<AssessedObservation>();
        ObservationBatch batch;
        do
        {
            batch = Assessed.Batch(assessed.Next(1, Monitoring.Doubles.Devices.Start.AddMinutes(kept.Count + 1), isGood: true));
            kept.AddRange(batch.Items);
        }
        while (spool.Append(batch) == SpoolAppend.Kept);

        // The batch that was refused is still in hand, and goes when there is room again.
        spool.Append(batch).ShouldBe(SpoolAppend.Unwritable);
        files.Room = int.MaxValue;
        spool.Append(batch).ShouldBe(SpoolAppend.Kept);
        AssertChained(TakeAll(spool), kept, assessed.States);
    }

    [Fact]
    public void Folder_that_cannot_be_used_refuses_until_it_can()
    {
        File.WriteAllText(_folder, "not a folder");
        using var spool = new Spool(new SpoolFiles(_folder), new SpoolOptions(), _meters, NullLogger<Spool>.Instance);
        spool.TryOpen().ShouldBeFalse();
        var batch = Assessed.Batch(new Assessed().Next(1, Monitoring.Doubles.Devices.Start.AddMinutes(1), true));
        spool.Append(batch).ShouldBe(SpoolAppend.Unwritable);
        spool.Peek().ShouldBeNull();

        File.Delete(_folder);
        spool.Append(batch).ShouldBe(SpoolAppend.Kept);
    }

    [Fact]
    public void Crash_between_keeping_and_removing_leaves_nothing_doubled()
    {
        var options = new SpoolOptions { MaxBytes = 48 << 10, ReserveBytes = 32 << 10 };
        var assessed = new Assessed();
        List<AssessedObservation> written;
        using (var spool = Open(options))
        {
            written = Fill(spool, assessed, minutes: 250, faultEvery: 50);
        }

        // As if the last removals had not come to pass, and a draft had been left.
        var kept = Directory.GetFiles(_folder, "*.kept").Single();
        var number = long.Parse(Path.GetFileNameWithoutExtension(kept), System.Globalization.CultureInfo.InvariantCulture);
        var files = new SpoolFiles(_folder);
        File.Copy(Directory.GetFiles(_folder, "*.spool").Order(StringComparer.Ordinal).First(), files.RawPath(number));
        File.Copy(kept, files.KeptPath(number - 1));
        File.WriteAllText(files.KeptPath(number + 1) + ".draft", "half");

        using var again = Open(options);
        Directory.GetFiles(_folder, "*.draft").ShouldBeEmpty();
        AssertChained(TakeAll(again), written, assessed.States);
    }

    private Spool Open(SpoolOptions options)
    {
        var spool = new Spool(new SpoolFiles(_folder), options, _meters, NullLogger<Spool>.Instance);
        spool.TryOpen().ShouldBeTrue();
        return spool;
    }

    private static List<AssessedObservation> Fill(Spool spool, Assessed assessed, int minutes, int faultEvery, int from = 0)
    {
        var written = new List<AssessedObservation>();
        for (var minute = from + 1; minute <= from + minutes; minute++)
        {
            var items = Enumerable.Range(1, Devices).Select(device => assessed.Next(device, Monitoring.Doubles.Devices.Start.AddMinutes(minute), (minute + 10 * device) % faultEvery > 5)).ToArray();
            spool.Append(Assessed.Batch(items)).ShouldBe(SpoolAppend.Kept);
            written.AddRange(items);
        }

        return written;
    }

    // What the database needs to take the worker's verdicts as they are: each stands on the one before it, nothing that changed is missing, the last verdict is the last.
    private static void AssertChained(IReadOnlyList<ObservationBatch> left, IReadOnlyList<AssessedObservation> written, IReadOnlyDictionary<long, DeviceState> last)
    {
        var items = left.SelectMany(batch => batch.Items).ToList();
        left.Select(batch => batch.Id).ShouldBeUnique();
        items.SelectMany(item => item.Transitions).ShouldBe(written.SelectMany(item => item.Transitions));
        foreach (var device in items.GroupBy(item => item.Observation.DeviceId))
        {
            DateTimeOffset? previous = null;
            foreach (var item in device)
            {
                item.PreviousAt.ShouldBe(previous);
                previous = item.Observation.At;
            }

            device.Last().State.LastAt.ShouldBe(last[device.Key].LastAt);
            device.Last().State.Status.ShouldBe(last[device.Key].Status);
        }
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

    /// <summary>A disk with room for so many bytes: what goes beyond is half written and refused, as the kernel does.</summary>
    private sealed class FullDisk(string folder) : SpoolFiles(folder)
    {
        public int Room { get; set; }

        public override FileStream Create(string path) => new FullFile(path, this);

        private sealed class FullFile(string path, FullDisk disk)
            : FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, BufferSize = 0 })
        {
            // Writing a span comes here too.
            public override void Write(byte[] buffer, int offset, int count)
            {
                var fits = Math.Min(count, disk.Room);
                base.Write(buffer, offset, fits);
                if (fits < count)
                {
                    throw new IOException("No space left on device", 28);
                }

                disk.Room -= fits;
            }
        }
    }
}
