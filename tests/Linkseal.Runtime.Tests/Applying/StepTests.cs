using System.Collections.Immutable;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Applying;

namespace Linkseal.Runtime.Tests.Applying;

public sealed class StepTests : IDisposable
{
    private readonly Site _site = new();

    public StepTests()
    {
        _site.Write("harbor/common/config/core/env", "OLD=1\n", (UnixFileMode)0x1A0);
        _site.Write("harbor/common/config/core/key", "old key", Site.Private);
        _site.Write("harbor/docker-compose.yml", "old compose\n", Site.Public);
        _site.Write("harbor/secret/tls/core.key", "old key", Site.Private);
        File.CreateSymbolicLink(_site.At("harbor/common/config/link"), "core/env");
        Directory.CreateDirectory(_site.At("harbor/common/config/empty"), (UnixFileMode)0x1C8);
    }

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Steps_run_after_the_files_in_their_folder_with_their_output_streamed()
    {
        Script("prepare", "cat ../tls/web.crt; echo \"$@\" >&2; pwd");
        var listener = new Listener();
        var report = _site.Apply(With(Step("prepare", ["./prepare", "--with-trivy", "a b"])), listener: listener);
        Assert.Equal((ApplyEnd.Done, null), (report.End, report.Failure));
        Assert.Equal(["issuing", "swapping", "start prepare"], listener.Heard.Take(3));
        Assert.Contains("-- Chain of web --" + _site.At("harbor"), listener.Heard);
        Assert.Contains("error: --with-trivy a b", listener.Heard);
        Assert.Equal("end prepare 0", listener.Heard[^1]);
        Assert.Empty(_site.Inventory().PendingSteps);
    }

    [Fact]
    public void A_failing_step_gives_back_what_it_wiped_byte_for_byte_and_the_files_too()
    {
        Script("prepare", "rm -rf common/config secret/tls; mkdir -p common/config/new; echo new > common/config/new/env; echo new > docker-compose.yml; chmod 600 docker-compose.yml; echo half; exit 3");
        var before = _site.Tree();
        var report = _site.Apply(With(Step("prepare", ["./prepare"]) with { Rewrites = Rewrites() }));
        Assert.Equal(ApplyEnd.RolledBack, report.End);
        Assert.Equal("step prepare (./prepare) ended with exit code 3", report.Failure);
        Assert.Equal(before, _site.Tree());
        Assert.Equal("core/env", new FileInfo(_site.At("harbor/common/config/link")).LinkTarget);
        Assert.True(_site.Inventory().IsEmpty);
        Assert.Empty(_site.Inventory().PendingSteps);
        Assert.False(Directory.Exists(Path.Combine(_site.StatePath, "journal", "pending")));
    }

    [Fact]
    public void A_later_failing_step_gives_back_what_the_earlier_ones_rewrote()
    {
        Script("prepare", "rm -rf common; echo new > docker-compose.yml");
        var before = _site.Tree();
        var report = _site.Apply(With(
            Step("prepare", ["./prepare"]) with { Rewrites = Rewrites() },
            Step("up", ["/nonexistent/docker", "compose", "up"]) with { Rewrites = [_site.At("harbor/docker-compose.yml")] }));
        Assert.Equal(ApplyEnd.RolledBack, report.End);
        Assert.Equal("step up (/nonexistent/docker compose up) could not be run", report.Failure);
        Assert.Contains("prepare", Assert.Single(report.Remarks), StringComparison.Ordinal);
        Assert.Equal(before, _site.Tree());
    }

    [Fact]
    public void Steps_not_run_are_remembered_until_run_or_seen()
    {
        Script("prepare", "touch ran");
        var report = _site.Apply(With(Step("prepare", ["./prepare"])), options: new() { RunSteps = false });
        Assert.Equal(ApplyEnd.StepsPending, report.End);
        Assert.False(File.Exists(_site.At("harbor/ran")));
        Assert.Equal("files changed", _site.Inventory().PendingSteps["prepare"]);

        Assert.Equal(ApplyEnd.Done, _site.Apply(new Plan { Steps = [Planned(Step("prepare", ["./prepare"]))] }).End);
        Assert.True(File.Exists(_site.At("harbor/ran")));
        Assert.Empty(_site.Inventory().PendingSteps);

        _site.Apply(new Plan { Steps = [Planned(Step("prepare", ["./prepare"]))] }, options: new() { RunSteps = false });
        Assert.Equal(ApplyEnd.Done, _site.Apply(new Plan { StepsSeen = ["prepare"] }).End);
        Assert.Empty(_site.Inventory().PendingSteps);
    }

    [Fact]
    public void A_pending_step_that_fails_stays_pending()
    {
        _site.Apply(With(Step("prepare", ["false"])), options: new() { RunSteps = false });
        var after = _site.Tree();
        Assert.Equal(ApplyEnd.RolledBack, _site.Apply(new Plan { Steps = [Planned(Step("prepare", ["false"]))] }).End);
        Assert.Equal("files changed", _site.Inventory().PendingSteps["prepare"]);
        Assert.Equal(after, _site.Tree());
    }

    [Fact]
    public void Another_machine_s_step_is_neither_run_nor_remembered()
    {
        var report = _site.Apply(With(Step("install", ["false"]) with { Runs = false }), options: new() { RunSteps = false });
        Assert.Equal(ApplyEnd.Done, report.End);
        Assert.Empty(report.Inventory.PendingSteps);
    }

    [Fact]
    public void Cancelled_while_a_step_runs_the_next_ones_are_remembered()
    {
        using var cancel = new CancellationTokenSource();
        var report = _site.Apply(With(Step("one", ["true"]), Step("two", ["touch", _site.At("two")])), listener: new Listener { OnStepEnd = _ => cancel.Cancel() }, cancel: cancel);
        Assert.Equal(ApplyEnd.StepsPending, report.End);
        Assert.Equal(["two"], _site.Inventory().PendingSteps.Keys);
        Assert.False(File.Exists(_site.At("two")));
    }

    [Fact]
    public void A_daemon_left_behind_with_our_output_open_does_not_hold_us()
    {
        Script("prepare", "sleep 20 & echo started");
        var listener = new Listener();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(ApplyEnd.Done, _site.Apply(With(Step("prepare", ["./prepare"])), listener: listener).End);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"{watch.Elapsed}");
        Assert.Contains("started", listener.Heard);
    }

    private ImmutableArray<string> Rewrites() => [_site.At("harbor/common/config") + "/", _site.At("harbor/docker-compose.yml"), _site.At("harbor/secret/tls"), _site.At("harbor/absent")];

    private void Script(string name, string body) => _site.Write("harbor/" + name, $"#!/bin/sh\n{body}\n", (UnixFileMode)0x1ED);

    private Plan With(params RunStep[] steps) => _site.First() with { Steps = [.. steps.Select(Planned)] };

    private static PlannedStep Planned(RunStep step) => new(step, "files changed");

    private RunStep Step(string id, ImmutableArray<string> command) =>
        new() { Id = id, Component = "harbor", Command = command, Folder = _site.At("harbor"), Reason = "it copies the files", After = [] };
}
