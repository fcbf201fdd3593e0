using Linkseal.Runtime.Applying;
using Linkseal.Runtime.Places;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Applying;

public sealed class ConcurrentStateTests
{
    [Fact]
    public void Many_threads_may_ask_for_the_same_folder_at_once()
    {
        using var folder = new TemporaryFolder();
        var state = new Runtime.State.StateFolder(new LocalDisk(), folder[".linkseal"], owner: null);
        state.Ensure();
        for (var round = 0; round < 200; round++)
        {
            var path = state.At("folder-" + round);
            Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ => state.EnsureFolder(path));
            Assert.True(Directory.Exists(path));
        }
    }

    [Fact]
    public void First_applies_that_race_for_a_new_state_end_with_one_winner_and_the_true_reason_for_the_others()
    {
        const int Racers = 4;
        for (var round = 0; round < 40; round++)
        {
            using var site = new Site();
            var plan = site.First();
            using var start = new Barrier(Racers);
            var reports = new ApplyReport[Racers];
            var threads = Enumerable.Range(0, Racers).Select(i => new Thread(() =>
            {
                start.SignalAndWait();
                reports[i] = site.Apply(plan);
            })).ToList();
            threads.ForEach(static t => t.Start());
            threads.ForEach(static t => t.Join());

            Assert.Single(reports, static r => r.End == ApplyEnd.Done);
            Assert.All(reports.Where(static r => r.End != ApplyEnd.Done), static r =>
            {
                Assert.Equal(ApplyEnd.NotBegun, r.End);
                // Whoever comes to the lock after the winner finds that the place has moved.
                Assert.True(r.Failure!.StartsWith("another apply is running", StringComparison.Ordinal) || r.Failure.StartsWith("changed since", StringComparison.Ordinal), r.Failure);
            });
            Assert.Equal("*\n", site.Read(".linkseal/.gitignore"));
        }
    }

    [Fact]
    public void An_apply_that_runs_is_said_to_run_and_not_to_be_interrupted()
    {
        using var site = new Site();
        (string? Running, Interrupted? Interrupted) seen = default;
        site.Apply(site.First(), listener: new Listener { OnPhase = phase => seen = phase == "swapping" ? (site.Applier().FindRunning(), site.Applier().FindInterrupted()) : seen });
        Assert.Equal(($"process {Environment.ProcessId}", null), seen);
        Assert.Null(site.Applier().FindRunning());
    }

    [Fact]
    public void The_state_of_another_user_is_named_with_its_owner_and_what_to_do()
    {
        using var site = new Site();
        site.Apply(site.First());
        var disk = new StrangersDisk();
        var state = new Runtime.State.StateFolder(disk, site.StatePath, owner: null);

        var read = Assert.Throws<EnvironmentException>(() => Runtime.State.InventoryFile.Read(state));
        Assert.StartsWith($"the state {site.StatePath} belongs to ", read.Message, StringComparison.Ordinal);
        Assert.Contains("sudo", read.Message, StringComparison.Ordinal);
        var apply = new Applier(new LocalPlace(disk), state, TimeProvider.System).Undo(new(), new Listener(), TestContext.Current.CancellationToken);
        Assert.Equal((ApplyEnd.NotBegun, read.Message), (apply.End, apply.Failure));
    }

    /// <summary>The disk as another user sees it: the state folder is there and may not be entered.</summary>
    private sealed class StrangersDisk : WrappedDisk
    {
        public override int User => 65534;

        public override int? Refuses(string path, Need need) => path.EndsWith(".linkseal", StringComparison.Ordinal) ? 13 : base.Refuses(path, need);

        protected override void Gate(string operation, string path)
        {
            if (path.Contains(".linkseal/", StringComparison.Ordinal) && operation != "look at") throw new DiskException(operation, path, 13);
        }
    }
}
