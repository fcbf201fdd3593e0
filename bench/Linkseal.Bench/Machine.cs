using System.Globalization;
using System.Runtime.InteropServices;

namespace Linkseal.Bench;

/// <summary>Where and when the figures were taken.</summary>
internal static class Machine
{
    public static void Print()
    {
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        Console.WriteLine($"{DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, {Environment.ProcessorCount} cores ({Processor()}), {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        Console.WriteLine($"files below {Ground.Above} ({FileSystem(Ground.Above)}); load of the machine at the start: {load}");
    }

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(static l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(": ", 2)[1] ?? RuntimeInformation.ProcessArchitecture.ToString();

    // The mount with the longest path that holds the folder.
    private static string FileSystem(string folder) =>
        File.ReadLines("/proc/self/mounts").Select(static l => l.Split(' '))
            .Where(m => m[1] == "/" || folder == m[1] || folder.StartsWith(m[1] + "/", StringComparison.Ordinal))
            .OrderBy(static m => m[1].Length).Last()[2];
}
