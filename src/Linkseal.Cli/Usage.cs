using System.CommandLine;
using System.CommandLine.Parsing;
using Linkseal.Cli.Arguments;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Cli;

/// <summary>What is said about a command line that was not understood.</summary>
internal static class Usage
{
    private const string Program = "linkseal";

    /// <summary>One diagnostic for each thing that was not understood, with the nearest that would have been.</summary>
    public static ExitCode Refuse(Session session, ParseResult parse)
    {
        var path = CommandName(parse);
        var help = path.Length == 0 ? Program : Program + " " + path;
        List<Diagnostic> diagnostics = [];
        var known = Known(parse).ToList();
        foreach (var token in parse.UnmatchedTokens)
            diagnostics.Add(UsageDiagnostics.NotUnderstood($"{help} takes no \"{token}\"", NearestWord.Find(token, known), help));

        // Without a word that is too many, the parser's own message says best what is missing or out of range.
        if (diagnostics.Count == 0)
            diagnostics.AddRange(parse.Errors.Select(e => UsageDiagnostics.NotUnderstood(Message(e), null, help)));
        session.Report.Show(diagnostics);
        return ExitCode.BadInput;
    }

    /// <summary>The command's words without the program's: <c>authority export</c>; empty for none.</summary>
    public static string CommandName(ParseResult parse)
    {
        List<string> words = [];
        for (SymbolResult? at = parse.CommandResult; at is CommandResult { Command: not RootCommand } result; at = at.Parent) words.Insert(0, result.Command.Name);
        return string.Join(' ', words);
    }

    private static IEnumerable<string> Known(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        return command.Subcommands.Select(static c => c.Name)
            .Concat(command.Options.Select(static o => o.Name))
            .Concat(parse.RootCommandResult.Command.Options.Select(static o => o.Name));
    }

    private static string Message(ParseError error)
    {
        // The parser lists choices on lines of their own; a diagnostic is one line.
        var text = string.Join(' ', error.Message.TrimEnd('.').Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];
    }
}
