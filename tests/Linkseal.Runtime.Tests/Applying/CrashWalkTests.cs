using Linkseal.Core.Planning;
using Linkseal.Runtime.Applying;

namespace Linkseal.Runtime.Tests.Applying;

/// <summary>The first crash proof: a disk that refuses every operation from the k-th on, for all k.</summary>
public sealed class CrashWalkTests
{
    [Theory]
    [InlineData("first", false)]
    [InlineData("first", true)]
    [InlineData("second", false)]
    [InlineData("second", true)]
    [InlineData("switched 1", false)]
    [InlineData("switched 2", false)]
    [InlineData("switched 2", true)]
    [InlineData("switched 3", false)]
    [InlineData("switched 4", false)]
    public void Whatever_the_moment_each_file_is_whole_and_the_next_apply_makes_it_all_old_or_all_new(string plan, bool tears)
    {
        var (make, planned) = Scenario(plan);
        var promise = Promise.Of(make, planned);
        int completed = 0, undone = 0;
        for (var k = 1; ; k++)
        {
            using var site = make();
            var disk = new DyingDisk(k, tears);
            site.Apply(planned(site), disk);
            promise.HoldsAtOnce(site, $"died at {k}");
            if (promise.HoldsAfterRecovery(site, $"died at {k}")) completed++;
            else undone++;
            if (!disk.Died) break;
        }

        Assert.True(completed > 5 && undone > 20, $"{completed} completed, {undone} undone: the walk did not meet both");
    }

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    [InlineData("switched 3")]
    [InlineData("switched 4")]
    public void A_crash_while_a_crash_is_recovered_from_is_recovered_from(string plan)
    {
        var (make, planned) = Scenario(plan);
        var promise = Promise.Of(make, planned);
        for (var k = 20; ; k += 11)
        {
            using var probe = make();
            var dying = new DyingDisk(k, tears: false);
            probe.Apply(planned(probe), dying);
            if (!dying.Died) break;
            for (var l = 1; ; l += 3)
            {
                using var site = make();
                site.Apply(planned(site), new DyingDisk(k, tears: false));
                var disk = new DyingDisk(l, tears: false);
                site.Applier(disk).Recover();
                promise.HoldsAtOnce(site, $"died at {k}, then at {l}");
                promise.HoldsAfterRecovery(site, $"died at {k}, then at {l}");
                if (!disk.Died) break;
            }
        }
    }

    [Theory]
    [InlineData("second")]
    [InlineData("switched 1")]
    [InlineData("switched 3")]
    [InlineData("switched 4")]
    public void A_crash_while_undoing_ends_all_undone_or_not_at_all(string plan)
    {
        Site Applied()
        {
            var (make, planned) = Scenario(plan);
            var site = make();
            Assert.Equal(ApplyEnd.Done, site.Apply(planned(site)).End);
            return site;
        }

        using var model = Applied();
        var (after, inventoryAfter) = (model.Tree(), model.Inventory());
        Assert.Equal(ApplyEnd.Done, model.Applier().Undo(new(), new Listener(), CancellationToken.None).End);
        var promise = new Promise(after, model.Tree(), inventoryAfter, model.Inventory());
        for (var k = 1; ; k++)
        {
            using var site = Applied();
            var disk = new DyingDisk(k, tears: false);
            site.Applier(disk).Undo(new(), new Listener(), CancellationToken.None);
            promise.HoldsAtOnce(site, $"died at {k}");
            promise.HoldsAfterRecovery(site, $"died at {k}");
            if (!disk.Died) break;
        }
    }

    [Theory]
    [InlineData("second", 5)]
    [InlineData("second", 30)]
    [InlineData("switched 3", 5)]
    [InlineData("switched 4", 30)]
    public void One_failed_operation_ends_in_the_state_before_or_in_the_state_planned(string plan, int errno)
    {
        var (make, planned) = Scenario(plan);
        var promise = Promise.Of(make, planned);
        for (var k = 1; ; k++)
        {
            using var site = make();
            var disk = new HiccupDisk(k, errno);
            var report = site.Apply(planned(site), disk);
            Assert.True(report.End != ApplyEnd.Done || disk.Failed || report.Failure is null);
            promise.HoldsAtOnce(site, $"failed at {k}");
            var isNew = promise.HoldsAfterRecovery(site, $"failed at {k}");
            if (report.End is ApplyEnd.Done) Assert.True(isNew, $"failed at {k}: reported as done");
            if (report.End is ApplyEnd.RolledBack or ApplyEnd.NotBegun) Assert.False(isNew, $"failed at {k}: reported as {report.End}");
            if (!disk.Failed) break;
        }
    }

    [Theory]
    [InlineData("second")]
    [InlineData("switched 3")]
    public void A_full_disk_leaves_the_state_before_and_says_so(string plan)
    {
        var (make, planned) = Scenario(plan);
        var promise = Promise.Of(make, planned);
        var rolledBack = 0;
        for (var k = 1; ; k++)
        {
            using var site = make();
            var disk = new FullDisk(k);
            var report = site.Apply(planned(site), disk);
            promise.HoldsAtOnce(site, $"full at {k}");
            if (report.End != ApplyEnd.Done)
            {
                Assert.Contains("no space left on device", report.Failure, StringComparison.Ordinal);
                rolledBack++;
            }

            promise.HoldsAfterRecovery(site, $"full at {k}");
            if (!disk.Full) break;
        }

        Assert.True(rolledBack > 10);
    }

    private static (Func<Site> Make, Func<Site, Plan> Plan) Scenario(string name) => Scenarios.Of(name);
}
