namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Which configuration file of an instance.</summary>
internal static class TiDbConfigFile
{
    /// <summary>The instance's <c>config</c>.</summary>
    public const string Main = "config";

    /// <summary>TiFlash's second file, of the TiKV in it: <c>learner</c>.</summary>
    public const string Learner = "learner";
}
