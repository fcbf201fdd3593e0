using Linkseal.Core.Planning;
using Linkseal.Runtime.Applying;

namespace Linkseal.Runtime.Tests.Applying;

/// <summary>The second crash proof: every prefix of the operation log, with what was not synced dropped, torn or out of order.</summary>
public sealed class PowerLossTests
{
    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    [InlineData("switched 1")]
    [InlineData("switched 2")]
    [InlineData("switched 3")]
    [InlineData("switched 4")]
    public void After_a_power_loss_each_file_is_whole_and_the_next_apply_makes_it_all_old_or_all_new(string plan)
    {
        var (make, planned) = Scenarios.Of(plan);
        var promise = Promise.Of(make, planned);
        int completed = 0, undone = 0;
        using var site = make();
        var power = new PowerLoss(site.Folder);
        var disk = new LoggingDisk();
        Assert.Equal(ApplyEnd.Done, site.Apply(planned(site), disk).End);
        foreach (var strike in (Strike[])[Nothing, Everything, Torn, .. Enumerable.Range(1, 12).Select(static seed => new Strike(seed))])
        {
            for (var count = 1; count <= disk.Log.Count; count++)
            {
                var last = disk.Log[count - 1];
                var when = $"power lost after {count} of {disk.Log.Count}, strike {strike.Seed}, last {last.Operation} {last.To ?? last.Path}";
                power.Strike(disk.Log, count, strike.Keeps(count), strike.Part(count));
                promise.HoldsAtOnce(site, when);
                if (promise.HoldsAfterRecovery(site, when)) completed++;
                else undone++;
            }
        }

        Assert.True(completed > 10 && undone > 50, $"{completed} completed, {undone} undone: the replay did not meet both");
    }

    private static Strike Nothing => new(-1);

    private static Strike Everything => new(-2);

    private static Strike Torn => new(-3);

    /// <summary>Which of the choices that a power loss has: three extremes, or a random one.</summary>
    private sealed record Strike(int Seed)
    {
        public Func<int, bool> Keeps(int count)
        {
            var random = new Random((Seed * 1000) + count);
            var kept = Enumerable.Range(0, count).Select(_ => random.Next(2) == 0).ToArray();
            return Seed switch { -1 => static _ => false, -2 or -3 => static _ => true, _ => i => kept[i] };
        }

        public Func<int, int> Part(int count)
        {
            var random = new Random((Seed * 2000) + count);
            var parts = Enumerable.Range(0, count).Select(_ => random.Next(3)).ToArray();
            return Seed switch { -1 => static _ => 0, -2 => static _ => 2, -3 => static _ => 1, _ => i => parts[i] };
        }
    }
}
