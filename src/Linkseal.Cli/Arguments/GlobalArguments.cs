using System.CommandLine;

namespace Linkseal.Cli.Arguments;

/// <summary>In which form results are printed.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs: one envelope (docs/output.schema.json).</summary>
    Json,

    /// <summary>For CI servers: JUnit's XML, one test case for each link; <c>verify</c> only.</summary>
    Junit,
}

/// <summary>The options that every command has.</summary>
internal sealed record GlobalArguments
{
    /// <summary>The description's name where <c>--file</c> is left out.</summary>
    public const string DefaultFile = "linkseal.yaml";

    /// <summary>The description, absolute.</summary>
    public required string File { get; init; }

    /// <summary>True when <c>--file</c> was given.</summary>
    public bool FileGiven { get; init; }

    /// <summary>The place's root folder, absolute; null: <c>--root</c> was left out.</summary>
    public string? Root { get; init; }

    /// <summary>Text or JSON.</summary>
    public OutputFormat Output { get; init; }

    /// <summary>Every question is answered yes.</summary>
    public bool Yes { get; init; }

    /// <summary>No notes, hints or progress.</summary>
    public bool Quiet { get; init; }

    /// <summary>Warnings count as errors.</summary>
    public bool Strict { get; init; }
}

/// <summary>The options of <see cref="GlobalArguments"/> as System.CommandLine wants them.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<string> file = new("--file", "-f") { Description = "The description (default: linkseal.yaml)", HelpName = "FILE", Recursive = true };
    private readonly Option<string> root = new("--root") { Description = "All absolute paths lie below this folder, and no command is run", HelpName = "DIR", Recursive = true };
    private readonly Option<string> output = new("--output", "-o") { Description = "text or json (verify: junit too)", HelpName = "text|json", Recursive = true };
    private readonly Option<bool> yes = new("--yes", "-y") { Description = "Answer every question with yes", Recursive = true };
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "No notes, hints or progress", Recursive = true };
    private readonly Option<bool> strict = new("--strict") { Description = "Warnings count as errors", Recursive = true };

    /// <summary>Makes them options of <paramref name="command"/> and everything below it.</summary>
    public void AddTo(Command command)
    {
        output.AcceptOnlyFromAmong("text", "json", "junit");
        foreach (var option in (Option[])[file, root, output, yes, quiet, strict]) command.Add(option);
    }

    /// <summary>What was given. Works on a parse with errors too: only tokens are looked at.</summary>
    public GlobalArguments Read(ParseResult parse, string folder) => new()
    {
        File = Path.GetFullPath(Text(parse, file) ?? GlobalArguments.DefaultFile, folder),
        FileGiven = Text(parse, file) is not null,
        Root = Text(parse, root) is { } given ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(given, folder)) : null,
        Output = Text(parse, output) switch { "json" => OutputFormat.Json, "junit" => OutputFormat.Junit, _ => OutputFormat.Text },
        Yes = parse.GetResult(yes) is not null && parse.GetValue(yes),
        Quiet = parse.GetResult(quiet) is not null && parse.GetValue(quiet),
        Strict = parse.GetResult(strict) is not null && parse.GetValue(strict),
    };

    private static string? Text(ParseResult parse, Option<string> option) =>
        parse.GetResult(option) is { Tokens: [.., { Value.Length: > 0 } last] } ? last.Value : null;
}
