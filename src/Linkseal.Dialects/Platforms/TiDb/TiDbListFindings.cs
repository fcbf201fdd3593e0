using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Findings about the lists of callers: one method for each code.</summary>
internal static class TiDbListFindings
{
    public static Finding OneName(TiDbList s) => Of("LS2522", Severity.Warning, s,
        $"one name in the list of {s.Member.Product.Name} guards port 2380 only: on 2379 any certificate of the authority is accepted", "one name", "two or more names: `callers: named`");

    public static Finding TwoNames(TiDbList s, TiDbVersion until) => Of("LS2523", Severity.Error, s,
        $"{s.List.Length} names in the list: {s.Member.Product.Name} before {until} does not start with more than one", string.Join(", ", s.List), "one name, or none");

    public static Finding NotItself(TiDbList s, string name) => Of("LS2524", Severity.Error, s,
        $"the list of {s.Words} lacks its own name {name}: {s.Member.Product.Name} calls {s.Member.Product.Name}, and is refused", string.Join(", ", s.List), name);

    public static Finding Lacks(TiDbList s, IReadOnlyCollection<string> names) => Of("LS2525", Severity.Error, s,
        $"the list of {s.Words} lacks {string.Join(", ", names)}: their calls are refused{(s.Member.Product.JudgesCallees ? ", and so are the servers of that name that it calls" : "")}",
        string.Join(", ", s.List), string.Join(", ", names));

    public static Finding FirstCounts(TiDbList s) => Of("LS2526", Severity.Error, s,
        $"{s.Member.Product.Name} holds callers against the first name of its list only: {string.Join(", ", s.List.Skip(1))} {(s.List.Length == 2 ? "is" : "are")} refused", string.Join(", ", s.List), "one name that all parts of DM share");

    public static Finding SeveralLines(TiDbList s) => Of("LS2527", Severity.Error, s,
        $"{s.Keys.Words(s.Keys.Callers!)} stands over several lines, or with a comment in it: TiFlash takes the list apart by hand and reads names that nobody has", "several lines", "one line without a comment");

    public static Finding AuthorityListed(TiDbList s, string name) => Of("LS2528", Severity.Error, s,
        $"the list of {s.Words} holds the name of the CA, {name}: {s.Member.Product.Name} looks at every certificate of the chain, so everybody is admitted", name, "names of callers only");

    public static Finding Substring(TiDbList s, string part, string whole) => Of("LS2529", Severity.Warning, s,
        $"TiKV of this version takes a name in its list for a part of the caller's: {part} admits {whole} too", $"{part} in {whole}", "names of which none is a part of another");

    public static Finding ListWithoutEffect(TiDbList s) => Of("LS2530", Severity.Warning, s,
        $"{s.Keys.Words(s.Keys.Callers!)} has no effect before {s.Keys.ListSince}: any certificate of the authority is accepted", s.Member.Version.ToString(), $"{s.Keys.ListSince} or later");

    public static Finding AsksNobodyWithoutList(string product, IReadOnlyCollection<string> ports) => new("LS2531", Severity.Note,
        $"{product} asks nobody for a certificate on {string.Join(" and ", ports)} as long as its list is empty")
    {
        Component = product, Observed = "no list", Expected = "`callers: named`", Remedy = "when everything runs with TLS, turn the lists on: settings: { callers: named }",
    };

    private static Finding Of(string code, Severity severity, TiDbList s, string message, string observed, string expected) =>
        TiDbFindings.Of(code, severity, s.Member, s.File, message, observed, expected) with { Remedy = "`callers: named` writes the list that the links need; by hand: correct it, then " + s.Restart };
}
