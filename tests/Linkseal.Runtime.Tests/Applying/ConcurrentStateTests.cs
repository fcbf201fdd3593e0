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
}
