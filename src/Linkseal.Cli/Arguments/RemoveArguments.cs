using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>remove</c> is given.</summary>
/// <param name="Component">Only this one; null: all.</param>
/// <param name="WithAuthority">The authority's key is erased too.</param>
/// <param name="NoReload">Steps are remembered, not run.</param>
internal sealed record RemoveArguments(string? Component, bool WithAuthority, bool NoReload)
{
    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var component = new Option<string?>("--component") { Description = "Only this component", HelpName = "NAME" };
        var withAuthority = new Option<bool>("--with-authority") { Description = "Erase the authority's key too, for good" };
        var noReload = new Option<bool>("--no-reload") { Description = "Take the files out, and leave the steps that put that into effect" };
        var command = new Command("remove", "Take Linkseal out again: its files, and its lines in configuration") { component, withAuthority, noReload };
        command.SetAction(parse => run(parse, session =>
            RemoveCommand.Run(session, new(parse.GetValue(component), parse.GetValue(withAuthority), parse.GetValue(noReload)))));
        return command;
    }
}
