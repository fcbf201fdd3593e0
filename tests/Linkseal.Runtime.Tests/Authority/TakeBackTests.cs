using Linkseal.Core.Planning;
using Linkseal.Runtime.Applying;
using Linkseal.Runtime.Authority;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.Tests.Applying;

namespace Linkseal.Runtime.Tests.Authority;

/// <summary>An authority that was made for an apply that fails.</summary>
public sealed class TakeBackTests : IDisposable
{
    private readonly Ground _ground = new();

    public void Dispose() => _ground.Dispose();

    [Fact]
    public void The_first_apply_that_fails_leaves_no_authority()
    {
        var (report, plan) = Apply(Failing());
        Assert.Equal((ApplyEnd.RolledBack, false), (report.End, File.Exists(_ground["web.crt"])));
        Assert.False(Directory.Exists(_ground[".linkseal/authority"]));
        Assert.DoesNotContain(Directory.EnumerateFiles(_ground[".linkseal"], "*", SearchOption.AllDirectories), static f => File.ReadAllText(f).Contains("PRIVATE KEY", StringComparison.Ordinal));

        (report, _) = Apply(plan with { Steps = [] });
        Assert.Equal((ApplyEnd.Done, null), (report.End, report.Failure));
        Assert.True(File.Exists(_ground[".linkseal/authority/internal/1/ca.key"]));
    }

    [Fact]
    public void An_apply_that_is_cancelled_leaves_no_authority()
    {
        using var cancel = new CancellationTokenSource();
        var (report, _) = Apply(Failing() with { Steps = [] }, new Impatient(cancel), cancel);
        Assert.Equal(ApplyEnd.NotBegun, report.End);
        Assert.False(Directory.Exists(_ground[".linkseal/authority"]));
    }

    [Fact]
    public void A_new_generation_goes_and_the_one_before_it_stays_whole()
    {
        Apply(Failing() with { Steps = [] });
        var key = _ground.Read(".linkseal/authority/internal/1/ca.key");
        File.Delete(_ground["web.crt"]);
        File.Delete(_ground["web.key"]);
        var again = Failing();
        var (report, _) = Apply(again with { Authorities = [again.Authorities[0] with { Generation = 2 }] });
        Assert.Equal(ApplyEnd.RolledBack, report.End);
        Assert.Equal(["1"], Directory.GetFileSystemEntries(_ground[".linkseal/authority/internal"]).Select(Path.GetFileName));
        Assert.Equal(key, _ground.Read(".linkseal/authority/internal/1/ca.key"));
    }

    [Fact]
    public void A_damaged_generation_that_was_set_aside_stands_where_it_stood()
    {
        _ground.Write(".linkseal/authority/internal/1/ca.crt", "what is left");
        var (report, _) = Apply(Failing());
        Assert.Equal(ApplyEnd.RolledBack, report.End);
        Assert.Equal(["1"], Directory.GetFileSystemEntries(_ground[".linkseal/authority/internal"]).Select(Path.GetFileName));
        Assert.Equal("what is left", _ground.Read(".linkseal/authority/internal/1/ca.crt"));
    }

    [Fact]
    public void An_authority_that_could_not_be_written_leaves_nothing_of_its_key()
    {
        using var ground = new Ground(new FullDisk());
        var observation = ground.Observe(ground.Desired(Ground.Generated(), Ground.Leaf("web")));
        var plan = Site.Based(ground.Making(Ground.Generated(), Ground.Leaf("web")));
        using var contents = ContentSource.Prepare(plan, observation.Authorities, observation.Brought, Ground.Now).Value!;

        var report = new Applier(new LocalPlace(ground.Disk), ground.State, TimeProvider.System).Apply(plan, contents, new(), new Listener(), TestContext.Current.CancellationToken);

        Assert.Equal(ApplyEnd.RolledBack, report.End);
        Assert.False(Directory.Exists(ground[".linkseal/authority"]));
    }

    private Plan Failing() => _ground.Making(Ground.Generated(), Ground.Leaf("web")) with
    {
        Steps = [new(new() { Id = "up", Component = "web", Command = ["false"], Reason = "starts", After = [] }, "new")],
    };

    private (ApplyReport Report, Plan Plan) Apply(Plan plan, IApplyListener? listener = null, CancellationTokenSource? cancel = null)
    {
        plan = Site.Based(plan);
        var observation = _ground.Observe(_ground.Desired(Ground.Generated(), Ground.Leaf("web")));
        using var contents = ContentSource.Prepare(plan, observation.Authorities, observation.Brought, Ground.Now).Value!;
        var applier = new Applier(new LocalPlace(_ground.Disk), _ground.State, TimeProvider.System);
        return (applier.Apply(plan, contents, new(), listener ?? new Listener(), cancel?.Token ?? TestContext.Current.CancellationToken), plan);
    }

    /// <summary>Has no room for the moment at which an authority is made durable.</summary>
    private sealed class FullDisk : WrappedDisk
    {
        protected override void Gate(string operation, string path)
        {
            if (operation == "sync" && path.Contains("/.new/", StringComparison.Ordinal)) throw new DiskException(operation, path, 28);
        }
    }

    /// <summary>Cancels when the first file is staged, and with it the authority made.</summary>
    private sealed class Impatient(CancellationTokenSource cancel) : IApplyListener
    {
        public void Phase(string name, int count)
        {
        }

        public void Progress() => cancel.Cancel();

        public void StepStarts(PlannedStep step)
        {
        }

        public void StepPrints(string line, bool isError)
        {
        }

        public void StepEnds(PlannedStep step, int exitCode)
        {
        }
    }
}
