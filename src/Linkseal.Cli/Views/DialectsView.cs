using System.Collections.Immutable;
using Linkseal.Cli.Views.Json;
using Linkseal.Core.Topology;
using Linkseal.Dialects;

namespace Linkseal.Cli.Views;

/// <summary>What is supported and up to which level: a table, or all about one where only one is asked for.</summary>
/// <param name="Profiles">Known platforms.</param>
/// <param name="Dialects">Products.</param>
internal sealed record DialectsView(ImmutableArray<IProfile> Profiles, ImmutableArray<IDialect> Dialects) : IView
{
    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        if (Profiles.Length + Dialects.Length == 1)
        {
            foreach (var profile in Profiles) WriteWhole(page, profile);
            foreach (var dialect in Dialects) WriteWhole(page, dialect);
            return;
        }

        Table.Write(page, ["PROFILE", "WHAT IT IS"], [.. Profiles.Select(static p => (ImmutableArray<Cell>)[new(p.Name, Style.Bold), p.Summary])]);
        if (!Profiles.IsEmpty && !Dialects.IsEmpty) page.Blank();
        Table.Write(
            page,
            ["DIALECT", "AS SERVER", "AS CALLER", "WHAT IT IS"],
            [.. Dialects.Select(static d => (ImmutableArray<Cell>)[new(d.Name, Style.Bold), d.AsServer.Text(), d.AsCaller.Text(), d.Summary])]);
        if (!quiet) page.Line("linkseal dialects NAME says what it cannot do.", Style.Dim);
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope) => envelope.Dialects =
    [
        .. Profiles.Select(static p => new DialectItem(p.Name, "profile", p.Summary, p.Limits) { Clients = p.Clients }),
        .. Dialects.Select(static d => new DialectItem(d.Name, "dialect", d.Summary, d.Limits)
        {
            AsServer = d.AsServer.Text(), AsCaller = d.AsCaller.Text(), Keys = d.Keys,
        }),
    ];

    private static void WriteWhole(Page page, IProfile profile)
    {
        page.Line((profile.Name, Style.Bold), ("  (profile)", Style.Plain));
        page.Wrapped(profile.Summary, "  ");
        if (!profile.Clients.IsEmpty) page.Line("  clients  " + string.Join(", ", profile.Clients));
        WriteLimits(page, profile.Limits);
    }

    private static void WriteWhole(Page page, IDialect dialect)
    {
        page.Line((dialect.Name, Style.Bold), ("  (dialect)", Style.Plain));
        page.Wrapped(dialect.Summary, "  ");
        page.Line("  as server  up to " + dialect.AsServer.Text() + (dialect.AsServerByHand > dialect.AsServer ? $"; {dialect.AsServerByHand.Text()} with what you do by hand" : ""));
        page.Line("  as caller  up to " + dialect.AsCaller.Text());
        page.Wrapped(string.Join(", ", ((string[])["names", "hosts", "address", "level"]).Concat(dialect.Keys)), "             ", "  keys       ");
        WriteLimits(page, dialect.Limits);
    }

    private static void WriteLimits(Page page, ImmutableArray<string> limits)
    {
        if (limits.IsEmpty) return;
        page.Line("  what it cannot do");
        foreach (var limit in limits) page.Wrapped(limit, "    ", "  - ");
    }
}
