using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>authority export</c> is given.</summary>
/// <param name="Name">Only this authority; null: all.</param>
/// <param name="To">The file to write, absolute; null: printed.</param>
internal sealed record AuthorityExportArguments(string? Name, string? To)
{
    /// <summary>The command <c>authority</c> with <c>export</c> below it.</summary>
    public static Command Define(RunCommand run)
    {
        var name = new Argument<string?>("NAME") { Description = "internal or https (default: all)", Arity = ArgumentArity.ZeroOrOne };
        var to = new Option<string?>("--to") { Description = "Write the certificates to this file", HelpName = "FILE" };
        var export = new Command("export", "Print the certificate and its fingerprint, for browsers and people; never a key") { name, to };
        export.SetAction(parse => run(parse, session => AuthorityExportCommand.Run(session, new(
            parse.GetValue(name),
            parse.GetValue(to) is { } file ? Path.GetFullPath(file, session.Terminal.Folder) : null))));
        return new Command("authority", "The authorities of the platform") { export };
    }
}
