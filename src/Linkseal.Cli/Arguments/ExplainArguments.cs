using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>explain</c> is given.</summary>
/// <param name="Code">The code; null: all are listed.</param>
internal sealed record ExplainArguments(string? Code)
{
    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var code = new Argument<string?>("CODE") { HelpName = "CODE", Description = "LS and four digits; left out: all are listed", Arity = ArgumentArity.ZeroOrOne };
        code.CompletionSources.Add(static _ => CodePage.Codes.Select(static c => new System.CommandLine.Completions.CompletionItem(c)));
        var command = new Command("explain", "Explain a diagnostic or a finding: cause, example, remedy") { code };
        command.SetAction(parse => run(parse, session => ExplainCommand.Run(session, new(parse.GetValue(code)))));
        return command;
    }
}
