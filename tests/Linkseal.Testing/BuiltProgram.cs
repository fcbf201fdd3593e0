namespace Linkseal.Testing;

/// <summary>Our own program as a process: what a user has.</summary>
public static class BuiltProgram
{
    /// <summary>
    /// The native program where <c>LINKSEAL_PROGRAM</c> names it, as <c>./test</c> does: it is what users get, and begins at once. Else the one that was built with the tests,
    /// so that nobody tests what he did not just build.
    /// </summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("LINKSEAL_PROGRAM") is { Length: > 0 } named ? named : System.IO.Path.Combine(AppContext.BaseDirectory, "linkseal");
}
