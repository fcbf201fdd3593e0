using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Linkseal.Runtime.Places;

/// <summary>Syncs many files at once: writing is started for all, then the waits overlap, so that one commit of the file system's journal serves many.</summary>
/// <remarks>
/// Not syncfs(2): it would also wait for everything that others have left unwritten on the same file system, which on a busy host can be gigabytes.
/// A full run of 3,000 files and 1,000 folders took 130 to 240 ms so, 150 to 170 ms by syncfs, several seconds one by one (ext4, 2 cores).
/// </remarks>
internal static class ParallelSync
{
    private const int Waits = 32;
    private const uint Write = 2;

    public static void Run(IReadOnlyCollection<string> files, IReadOnlyCollection<string> folders, Action<string> sync)
    {
        foreach (var file in files) StartWriting(file);
        var queue = new ConcurrentQueue<string>(files.Concat(folders));
        Exception? failure = null;
        var threads = new Thread[Math.Min(Waits, queue.Count)];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new(Work, 256 * 1024);
            threads[i].Start();
        }

        foreach (var thread in threads) thread.Join();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);

        void Work()
        {
            try
            {
                while (Volatile.Read(ref failure) is null && queue.TryDequeue(out var path)) sync(path);
            }
            catch (DiskException error)
            {
                Interlocked.CompareExchange(ref failure, error, null);
            }
        }
    }

    // Only a hint to begin early: whatever is wrong with the file, the sync says it.
    private static void StartWriting(string file)
    {
        var descriptor = Libc.Open(file, Libc.ReadOnly | Libc.NoFollow | Libc.NonBlocking | Libc.CloseOnExec, 0);
        if (descriptor < 0) return;
        _ = Libc.StartWriting(descriptor, 0, 0, Write);
        _ = Libc.Close(descriptor);
    }
}
