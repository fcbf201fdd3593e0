using System.Runtime.InteropServices;
using Xunit;

namespace Linkseal.Testing;

/// <summary>
/// What work costs, as this thread's processor time: how long it takes by the clock depends on who else works on the machine.
/// </summary>
public static class Cost
{
    // Below this, the clock's grain and a collection decide.
    private static readonly TimeSpan Small = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(20);

    /// <summary>The processor time of the work.</summary>
    public static TimeSpan Of(Action work)
    {
        var before = Now();
        work();
        return Now() - before;
    }

    /// <summary>The same, of work that gives something.</summary>
    public static TimeSpan Of<T>(Func<T> work, out T result)
    {
        var before = Now();
        result = work();
        return Now() - before;
    }

    /// <summary>
    /// Fails where four times the size costs far more than four times as much: quadratic work costs sixteen times. The best of three tries counts, so that a
    /// collection in one of them is no fault.
    /// </summary>
    /// <param name="size">The whole size; the other is a quarter of it.</param>
    /// <param name="work">The work for a size.</param>
    public static void AssertLinear(int size, Action<int> work)
    {
        var (quarter, whole) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            quarter = Min(quarter, Of(() => work(size / 4)));
            whole = Min(whole, Of(() => work(size)));
            if (whole < Small || (whole < Most && whole < 9 * quarter)) return;
            if (whole > Most) break;
        }

        Assert.Fail($"{size / 4} costs {quarter.TotalSeconds:F2} s of processor time, {size} costs {whole.TotalSeconds:F2} s");
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Now()
    {
        const int ThreadCpuTime = 3;
        if (clock_gettime(ThreadCpuTime, out var time) != 0) throw new InvalidOperationException("the system does not tell a thread's processor time");
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick);
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int clock_gettime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
