using Linkseal.Testing;
using Xunit.Sdk;

namespace Linkseal.Core.Tests;

/// <summary>The measure itself can fail, and not by a busy machine.</summary>
public sealed class CostTests
{
    [Fact]
    public void Quadratic_work_is_refused() => Assert.Contains("of processor time", Assert.Throws<FailException>(() => Cost.AssertLinear(60_000, static size => Spin((long)size * size))).Message, StringComparison.Ordinal);

    [Fact]
    public void Linear_work_is_taken() => Cost.AssertLinear(60_000, static size => Spin(size * 10_000L));

    [Fact]
    public void Waiting_costs_nothing() => Assert.True(Cost.Of(static () => Thread.Sleep(300)) < TimeSpan.FromMilliseconds(200));

    private static void Spin(long times)
    {
        var sum = 0L;
        for (var i = 0L; i < times; i++) sum = unchecked((sum * 31) + i);
        GC.KeepAlive(sum);
    }
}
