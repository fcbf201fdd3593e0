using System.Diagnostics;
using Linkseal.Runtime.Applying;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Applying;

/// <summary>The third crash proof: a real process, killed by the kernel at chosen system calls and at random moments.</summary>
public sealed class KillTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _environment = new(StringComparer.Ordinal) { ["DOTNET_EnableDiagnostics"] = "0", ["DOTNET_TieredPGO"] = "0" };
    private int _generation;
    private bool _switched;

    public void Dispose() => _folder.Dispose();

    private static string Target => Path.Combine(AppContext.BaseDirectory, "Linkseal.CrashTarget");

    [Fact]
    public void Killed_at_a_chosen_system_call_it_leaves_whole_files_and_the_next_apply_ends_it() =>
        KilledAt([("mkdir", [1, 2, 3, 4]), ("fchmod", [1, 3, 6]), ("fsync", [1, 2, 4, 6]), ("rename", [1, 2, 3, 5, 7, 8, 9, 10]), ("unlink", [1, 2, 5]), ("rmdir", [1, 2, 3])]);

    [Fact]
    public void Killed_in_a_switch_a_reader_meets_one_generation_and_the_next_apply_ends_it()
    {
        _switched = true;
        KilledAt([("mkdir", [2, 4, 5]), ("symlink", [1, 2]), ("fsync", [3, 6, 9, 12, 15]), ("rename", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), ("unlink", [1, 2, 3, 5]), ("rmdir", [1, 2, 3, 4])]);
    }

    private void KilledAt(ReadOnlySpan<(string Call, int[] Times)> calls)
    {
        var strace = Missing.Program("strace");
        var killed = 0;
        foreach (var (call, times) in calls)
        {
            foreach (var time in times)
            {
                if (Apply(1, strace, "-f", "-qq", "-o", "/dev/null", "-e", $"trace={call}", "-e", $"inject={call}:signal=SIGKILL:when={time}")) continue;
                killed++;
                Recover(1, $"killed at {call} number {time}");
            }
        }

        Assert.True(killed >= 20, $"only {killed} were killed");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Killed_at_random_moments_it_leaves_whole_files_and_the_next_apply_ends_it(bool switched)
    {
        _switched = switched;
        const int Count = 60;
        Apply(Count);
        var watch = Stopwatch.StartNew();
        Apply(Count);
        var whole = watch.Elapsed;
        var random = new Random(4711);
        for (var i = 0; i < 12; i++)
        {
            var start = new ProcessStartInfo(Target, Arguments(Count)) { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            Assert.Equal("ready", process.StandardOutput.ReadLine());
            Thread.Sleep(whole * random.NextDouble() * 0.6);
            process.Kill();
            process.WaitForExit();
            Recover(Count, $"killed at random, round {i}");
        }
    }

    /// <summary>True when the apply came to its end, false when it was killed.</summary>
    private bool Apply(int count, params string[] under)
    {
        string[] command = [.. under, Target, .. Arguments(count)];
        var result = Shell.Run(command[0], command[1..], environment: _environment);
        if (result.ExitCode == 0)
        {
            Assert.Contains("done", result.Output, StringComparison.Ordinal);
            _generation++;
            Assert.All(Generations(count), g => Assert.Equal(_generation, g));
            return true;
        }

        Assert.True(result.ExitCode is 137 or 9, $"{result.ExitCode}: {result.All}");
        return false;
    }

    private string[] Arguments(int count) => [_folder.Path, $"{count}", $"{_generation + 1}", .. _switched ? (string[])["switched"] : []];

    private void Recover(int count, string when)
    {
        var met = Generations(count).ToList();
        Assert.All(met, g => Assert.True(g == _generation || g == _generation + 1, when));
        // Both files of a pair are read through one link.
        if (_switched) Assert.All(met.Chunk(2), pair => Assert.True(pair[0] == pair[1], $"{when}: a mix behind one link"));
        var disk = new LocalDisk();
        var state = new StateFolder(disk, _folder[".linkseal"], null);
        var report = new Applier(new LocalPlace(disk), state, TimeProvider.System).Recover();
        Assert.True(report.End is ApplyEnd.Done or ApplyEnd.RolledBack && report.Failure is null, $"{when}: {report.End} {report.Failure}");
        var after = Generations(count).Distinct().ToList();
        Assert.True(after.Count == 1, $"{when}: a mix");
        _generation = after[0];
        Assert.DoesNotContain(Site.Entries(_folder.Path), static e => Path.GetFileName(e).StartsWith(".linkseal-", StringComparison.Ordinal));
        if (_switched) Assert.All(Enumerable.Range(0, count).Select(i => _folder[$"c{i}"]).Where(Directory.Exists), f => Assert.InRange(Directory.EnumerateDirectories(f).Count(static d => new FileInfo(d).LinkTarget is null), 0, 2));
        var inventory = InventoryFile.Read(state);
        Assert.All(inventory.Files, f => Assert.Equal(f.Value.Sha256, DiskExtensions.Sha256(File.ReadAllBytes(f.Key))));
        Assert.Equal(after[0] == 0 ? 0 : count * 2, inventory.Files.Count);
    }

    // 0: not there; a torn or mixed file fails the parse.
    private IEnumerable<int> Generations(int count)
    {
        for (var i = 0; i < count; i++)
        {
            foreach (var name in (string[])[$"c{i}/tls.crt", $"c{i}/tls.key"])
            {
                var path = _switched ? Path.Combine(_folder[$"c{i}"], "current", Path.GetFileName(name)) : _folder[name];
                if (!File.Exists(path))
                {
                    yield return 0;
                    continue;
                }

                Assert.Equal(name.EndsWith("key", StringComparison.Ordinal) ? DiskExtensions.OwnerOnly : (UnixFileMode)0x1A4, File.GetUnixFileMode(path));
                var words = File.ReadAllText(path).Split(' ');
                Assert.Equal(("generation", "of", name + "\n"), (words[0], words[2], words[3]));
                yield return int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture);
            }
        }
    }
}
