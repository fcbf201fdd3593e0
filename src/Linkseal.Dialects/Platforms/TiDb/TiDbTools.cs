using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The client tools: whose certificate they show, where it lies, and the command line by which they call.</summary>
internal static class TiDbTools
{
    /// <summary>The component of all tools that share one certificate.</summary>
    public const string Shared = "tools";

    /// <summary>Component and common name of a tool's certificate.</summary>
    public static (string Component, string CommonName) Identity(TiDbSetup setup, TiDbTool tool)
    {
        if (tool.CommonName is { } own) return (tool.Name, own);
        return setup.Settings.Tools.Certificates is TiDbToolCertificates.Each ? (tool.Name, tool.Name) : (Shared, Shared);
    }

    /// <summary>Component, common name and folder of every certificate, in order.</summary>
    public static ImmutableArray<(string Component, string CommonName, string Folder)> Certificates(TiDbSetup setup) =>
        [.. setup.Tools.Select(t => Identity(setup, t)).Distinct().Select(i => (i.Component, i.CommonName, Folder(setup, i.Component)))];

    /// <summary>The folder on the tools' host.</summary>
    public static string Folder(TiDbSetup setup, string component) =>
        component == Shared ? setup.Settings.Tools.Folder : LexicalPath.Join(setup.Settings.Tools.Folder, component);

    /// <summary>The same folder on the place.</summary>
    public static string OnPlace(TiDbSetup setup, string folder) =>
        TiDbInstance.IsLocalHost(setup.Settings.Tools.Host) ? folder : "/" + setup.Settings.Tools.Host + folder;

    public static ImmutableArray<ToolUse> Uses(TiDbSetup setup) => [.. setup.Tools.Select(t => new ToolUse(t.Name, [.. t.Arguments.Select(a => Filled(setup, t, a))], t.Note))];

    private static string Filled(TiDbSetup setup, TiDbTool tool, string argument)
    {
        var open = argument.IndexOf('{', StringComparison.Ordinal);
        if (open < 0) return argument;
        var close = argument.IndexOf('}', open);
        return argument[..open] + Value(setup, tool, argument[(open + 1)..close]) + argument[(close + 1)..];
    }

    private static string Value(TiDbSetup setup, TiDbTool tool, string name)
    {
        // Below a root, what lies on this machine lies there: nothing sends it anywhere.
        var root = TiDbInstance.IsLocalHost(setup.Settings.Tools.Host) ? setup.Description.Root?.TrimEnd('/') : null;
        var current = root + Folder(setup, Identity(setup, tool).Component) + "/" + SwitchedFolder.Link + "/";
        switch (name)
        {
            case "ca": return current + TiDbInstance.AuthorityFile;
            case "cert": return current + TiDbInstance.CertificateFile;
            case "key": return current + TiDbInstance.KeyFile;
        }

        var (what, part) = name.Split(':') is [var left, var right] ? (left, right) : (name, "");
        var (product, endpoint) = what.Split('.') is [var p, var e] ? (p, e) : throw new System.Diagnostics.UnreachableException();
        // A tool that can call a product which is not there is shown with what to fill in.
        if (setup.Of(product).FirstOrDefault() is not { } member) return part == "port" ? "PORT" : product.ToUpperInvariant();
        var row = member.Product.EndpointsOf(member.Version).First(r => r.Name == endpoint);
        var address = TiDbNames.Address(setup, member, row);
        return part switch
        {
            "host" => address.Host,
            "port" => (address.Port ?? row.Port).ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => address.Address,
        };
    }
}
