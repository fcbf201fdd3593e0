using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>probe</c> is given, as typed.</summary>
internal sealed record ProbeArguments
{
    /// <summary><c>rediss://host:6379</c>, <c>host:443</c>.</summary>
    public required string Url { get; init; }

    /// <summary>Whom to believe; null: the system's roots.</summary>
    public string? Authority { get; init; }

    /// <summary>The client's certificate; null: none is shown.</summary>
    public string? Certificate { get; init; }

    /// <summary>Its key; null: in the same file.</summary>
    public string? Key { get; init; }

    /// <summary>The name that the certificate is compared with; null: the URL's host.</summary>
    public string? Name { get; init; }

    /// <summary>How long one question may take; null: 5 s.</summary>
    public string? Timeout { get; init; }

    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var url = new Argument<string>("URL") { Description = "https, rediss, postgres, mysql, amqps, mqtts, nats, grpcs, memcached, kafka, tls; or HOST:PORT" };
        var authority = new Option<string?>("--ca") { Description = "Believe these roots and no others (default: the system's)", HelpName = "FILE" };
        var certificate = new Option<string?>("--cert") { Description = "Show this client certificate, with its chain", HelpName = "FILE" };
        var key = new Option<string?>("--key") { Description = "Its private key (default: in --cert)", HelpName = "FILE" };
        var name = new Option<string?>("--name") { Description = "Compare the certificate with this name (default: the URL's host)", HelpName = "NAME" };
        var timeout = new Option<string?>("--timeout") { Description = "How long one question may take (default: 5s)", HelpName = "TIME" };
        var command = new Command("probe", "What does this port speak, serve, demand and refuse? Needs no description") { url, authority, certificate, key, name, timeout };
        command.SetAction(parse => run(parse, session => ProbeCommand.Run(session, new()
        {
            Url = parse.GetValue(url)!,
            Authority = parse.GetValue(authority),
            Certificate = parse.GetValue(certificate),
            Key = parse.GetValue(key),
            Name = parse.GetValue(name),
            Timeout = parse.GetValue(timeout),
        })));
        return command;
    }
}
