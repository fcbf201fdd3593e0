using System.Collections.Immutable;
using System.CommandLine;
using Linkseal.Cli.Commands;
using Linkseal.Core.Description;
using Linkseal.Runtime.Drafting;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>init</c> is given.</summary>
/// <param name="Folder">The folder to look at, absolute, on the place.</param>
/// <param name="HostName">The host name for the product's settings; null: what is there.</param>
/// <param name="Force">A description that is there is replaced.</param>
/// <param name="Profile">Only this platform is looked for; null: all known.</param>
/// <param name="As">As typed: <c>ROLE=FILE</c>.</param>
internal sealed record InitArguments(string Folder, string? HostName, bool Force, string? Profile, ImmutableArray<string> As)
{
    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var folder = new Argument<string?>("FOLDER") { Description = "The product's installer folder (default: this folder)", Arity = ArgumentArity.ZeroOrOne };
        var hostName = new Option<string?>("--hostname") { Description = "The name that clients dial, where the product's file has none yet", HelpName = "NAME" };
        var force = new Option<bool>("--force") { Description = "Replace a linkseal.yaml that is there" };
        var profile = new Option<string?>("--profile") { Description = "Look for this platform only", HelpName = "NAME" };
        var roles = new Option<string[]>("--as") { Description = RolesByHand.Help, HelpName = "ROLE=FILE" };
        var command = new Command("init", "Make linkseal.yaml from what lies in a folder") { folder, hostName, force, profile, roles };
        command.SetAction(parse => run(parse, session => InitCommand.Run(session, new(
            LexicalPath.OnPlace(LexicalPath.Resolve(session.Terminal.Folder, parse.GetValue(folder) ?? "."), session.Global.Root),
            parse.GetValue(hostName),
            parse.GetValue(force),
            parse.GetValue(profile),
            [.. parse.GetValue(roles) ?? []]))));
        return command;
    }
}
