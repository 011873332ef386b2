using CameraHealth.Monitoring.Assessment;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Ledger;

public sealed class FencingTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    [Fact]
    public async Task Outdated_worker_brings_facts_but_no_verdicts_and_is_told_what_it_lost()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Good, 1), scene.See(scene.Owner, Sight.StreamGood, 2));
        await scene.ClaimAsync(scene.Other);
        await scene.WriteAsync(scene.Other, scene.See(scene.Other, Sight.Silent, 61));

        // Woken: for the old owner these are the first and second failure, in truth the second and third.
        var late = await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Silent, 71), scene.See(scene.Owner, Sight.Silent, 81));
        late.ShouldSatisfyAllConditions(
            () => late.Written.ShouldBe(2), () => late.Outdated.ShouldBe(2), () => late.LostGroups.ShouldBe([scene.Fleet.GroupId]));
        await scene.ShouldBeJudgedInOrderAsync((Sight.Good, 1), (Sight.StreamGood, 2), (Sight.Silent, 61), (Sight.Silent, 71), (Sight.Silent, 81));
        (await LedgerReader.StateAsync(scene.Database.Owner, scene.Camera.Id)).Status.ShouldBe(Status.Unhealthy);
    }

    [Fact]
    public async Task Owner_goes_on_from_what_the_store_made_of_an_outdated_workers_facts()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        await scene.ClaimAsync(scene.Other);
        await scene.WriteAsync(scene.Other, scene.See(scene.Other, Sight.Good, 1), scene.See(scene.Other, Sight.StreamGood, 2));
        (await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Silent, 50))).Revised.ShouldBeEmpty();

        // The owner has not heard of the fact at 50: what it makes of the next two is made again, and it still owns the group.
        var next = await scene.WriteAsync(scene.Other, scene.See(scene.Other, Sight.Silent, 61), scene.See(scene.Other, Sight.Silent, 71));
        next.ShouldSatisfyAllConditions(() => next.Outdated.ShouldBe(2), () => next.LostGroups.ShouldBeEmpty(), () => next.Revised.Single().Status.ShouldBe(Status.Unhealthy));
        await scene.ShouldBeJudgedInOrderAsync((Sight.Good, 1), (Sight.StreamGood, 2), (Sight.Silent, 50), (Sight.Silent, 61), (Sight.Silent, 71));

        scene.Other.Adopt(next);
        var after = await scene.WriteAsync(scene.Other, scene.See(scene.Other, Sight.Good, 81));
        (after.Outdated, after.Revised.Count).ShouldBe((0, 0));
        (await scene.Database.ScalarAsync<bool>($"select is_revised from device_states where device_id = {scene.Camera.Id}")).ShouldBeFalse();
    }

    [Fact]
    public async Task Verdict_made_from_another_state_than_the_stored_one_is_made_again()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Good, 1), scene.See(scene.Owner, Sight.StreamGood, 2));
        _ = scene.See(scene.Owner, Sight.Silent, 20);
        _ = scene.See(scene.Owner, Sight.Silent, 30);

        // Two facts were lost on the way: with them this one was the third failure, without them it is the first.
        var outcome = await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Silent, 40));
        outcome.ShouldSatisfyAllConditions(() => outcome.Outdated.ShouldBe(1), () => outcome.LostGroups.ShouldBeEmpty());
        await scene.ShouldBeJudgedInOrderAsync((Sight.Good, 1), (Sight.StreamGood, 2), (Sight.Silent, 40));
        (await LedgerReader.StateAsync(scene.Database.Owner, scene.Camera.Id)).Status.ShouldBe(Status.Healthy);
    }

    [Fact]
    public async Task Group_that_never_was_is_lost_too_and_its_facts_stay()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        var outcome = await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Good, 1) with { GroupId = 1_000_000 });
        (outcome.Written, outcome.Outdated).ShouldBe((1, 1));
        outcome.LostGroups.ShouldBe([1_000_000]);
    }

    [Fact]
    public async Task Claim_raises_the_epoch_and_a_reload_keeps_it()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        var first = scene.Owner.Epoch;
        await scene.ClaimAsync(scene.Other);
        scene.Other.Epoch.ShouldBe(first + 1);
        (await scene.ReloadAsync(scene.Other)).Groups.Single(group => group.Id == scene.Fleet.GroupId).Epoch.ShouldBe(first + 1);
        (await scene.ReloadAsync(scene.Owner)).Groups.ShouldNotContain(group => group.Id == scene.Fleet.GroupId);
    }
}
