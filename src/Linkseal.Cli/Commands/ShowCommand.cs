using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;
using Linkseal.Core.Topology;
using Linkseal.Dialects;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal show [COMPONENT]</c>: what the description expands to.</summary>
internal static class ShowCommand
{
    /// <summary>Looks at no certificate: the description and the product's own files say it all.</summary>
    public static ExitCode Run(Session session, ShowArguments arguments)
    {
        using var workspace = Opening.Open(session);
        if (workspace is null) return ExitCode.BadInput;
        var (platform, desired) = workspace.Expansion;
        if (arguments.Tool is { } tool) return ShowTool(session, platform, tool);
        if (arguments.Component is not { } name)
        {
            session.Report.Show(new ShowView(platform));
            return ExitCode.Ok;
        }

        if (platform.Components.FirstOrDefault(c => c.Name == name) is not { } component)
        {
            session.Report.Show([Unknown.Component(name, platform)]);
            return ExitCode.BadInput;
        }

        session.Report.Show(new ComponentView
        {
            Platform = platform,
            Component = component,
            Leaves = [.. desired.Leaves.Where(l => l.Component == name)],
            Files = [.. desired.Files.Where(f => f.Component == name)],
            Clients = link => ClientSides.Of(workspace.Expansion, workspace.Description, link),
            Mounts = workspace.Description.Components.FirstOrDefault(c => c.Name.Value == name)?.Mounts ?? [],
        });
        return ExitCode.Ok;
    }

    private static ExitCode ShowTool(Session session, Platform platform, string name)
    {
        if (platform.Tools.FirstOrDefault(t => t.Name == name) is { } tool)
        {
            session.Report.Show(new ToolView(platform, tool));
            return ExitCode.Ok;
        }

        session.Report.Show([Unknown.Tool(name, platform)]);
        return ExitCode.BadInput;
    }
}
