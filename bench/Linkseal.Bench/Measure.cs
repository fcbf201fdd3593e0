using System.Diagnostics;

namespace Linkseal.Bench;

/// <summary>Something to be timed.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Prepare">Before each run, not timed: a new empty folder, say; gives what is timed.</param>
/// <param name="Scale">What a run's time is multiplied by, where it does only a part of the work.</param>
internal sealed record Subject(string Name, Func<Action> Prepare, double Scale = 1);

/// <summary>The runs of one subject.</summary>
/// <param name="Name">The subject's.</param>
/// <param name="Wall">Each run's time on the clock, in milliseconds.</param>
/// <param name="Processor">Each run's processor time of this process, in milliseconds.</param>
internal sealed record Runs(string Name, IReadOnlyList<double> Wall, IReadOnlyList<double> Processor)
{
    public double Median => Measure.Median(Wall);

    /// <summary>How many cores were at work.</summary>
    public double Cores => Measure.Median(Processor.Zip(Wall, static (p, w) => p / w));

    /// <summary>This one's time over another's: the median of the ratios within each round, so that what else the machine does strikes both.</summary>
    public double Over(Runs other) => Measure.Median(Wall.Zip(other.Wall, static (a, b) => a / b));
}

/// <summary>Times subjects in turns, in this process: first, second, third; first, second, third.</summary>
internal static class Measure
{
    public static Runs[] Interleaved(int rounds, params Subject[] subjects)
    {
        var wall = subjects.Select(static _ => new List<double>()).ToArray();
        var processor = subjects.Select(static _ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < subjects.Length; i++)
            {
                var work = subjects[i].Prepare();
                GC.Collect();
                var before = Environment.CpuUsage.TotalTime;
                var clock = Stopwatch.StartNew();
                work();
                wall[i].Add(clock.Elapsed.TotalMilliseconds * subjects[i].Scale);
                processor[i].Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds * subjects[i].Scale);
            }
        }

        return [.. subjects.Select((s, i) => new Runs(s.Name, wall[i], processor[i]))];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
