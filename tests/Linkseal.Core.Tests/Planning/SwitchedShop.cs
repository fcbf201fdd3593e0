using Linkseal.Core.Planning;

namespace Linkseal.Core.Tests.Planning;

/// <summary>The shop with web's files behind a link: they change together.</summary>
internal static class SwitchedShop
{
    public const string Folder = "/srv/web";
    public const string Link = "/srv/web/current";

    public static Desired Desired(params string[] components)
    {
        var desired = Shop.Desired(components);
        return desired with
        {
            Files = [.. desired.Files.Select(static f => f.Component == "web" ? f with { Path = f.Path.Replace(Folder, Link, StringComparison.Ordinal) } : f)],
            Folders = [.. desired.Folders.Where(static f => f.Component != "web")],
            Switched = [new(Folder, "web", Shop.Mode755)],
        };
    }

    public static Observed Applied => Shop.Applied(Desired("web", "db"));

    /// <summary>Something else where the link belongs.</summary>
    public static Observed Standing(this Observed observed, FileState state) => observed.With(Link, state);
}
