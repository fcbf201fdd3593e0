using Linkseal.Core.Certificates;

namespace Linkseal.Core.Planning;

/// <summary>Why a leaf is not good enough any more, in words.</summary>
internal static class PlannerReasons
{
    /// <summary>What the description asks for and the leaf in force does not say; null: nothing.</summary>
    public static string? Described(LeafSpec leaf, InstalledLeaf installed)
    {
        var wanted = leaf.Fingerprint();
        if (wanted == installed.Spec) return null;
        List<string> reasons = [];
        if (Part(wanted, "source=") != Part(installed.Spec, "source=")) reasons.Add("its source changed");
        if (Part(wanted, "key=") is var key && Part(installed.Spec, "key=") is var old && key != old) reasons.Add($"key is {old}, should be {key}");
        if (Part(wanted, "purposes=") != Part(installed.Spec, "purposes=")) reasons.Add("its purposes changed");
        if (Names(leaf, installed) is { } names) reasons.Add(names);
        return reasons.Count > 0 ? string.Join("; ", reasons) : "its subject changed";
    }

    /// <summary>Over, or old enough to be renewed; null: neither.</summary>
    public static string? Dates(DateTimeOffset notBefore, DateTimeOffset notAfter, double renewAt, DateTimeOffset now) =>
        now >= RenewalDue(notBefore, notAfter, renewAt) ? PlannerWords.Expiry(notAfter, now) : null;

    /// <summary>When a leaf is to be renewed.</summary>
    public static DateTimeOffset RenewalDue(DateTimeOffset notBefore, DateTimeOffset notAfter, double renewAt) =>
        notAfter <= notBefore ? notAfter : notBefore + ((notAfter - notBefore) * renewAt);

    /// <summary>The names that <paramref name="wanted"/> has and <paramref name="present"/> does not; null: none.</summary>
    public static string? Lacks(IEnumerable<string> wanted, IEnumerable<string> present)
    {
        var lacking = wanted.Except(present, StringComparer.Ordinal).ToList();
        return lacking.Count > 0 ? "SAN lacks " + PlannerWords.List(lacking) : null;
    }

    private static string? Names(LeafSpec leaf, InstalledLeaf installed)
    {
        var wanted = leaf.Names.Select(static n => n.Value).ToList();
        if (Lacks(wanted, installed.Names) is { } lacks) return lacks;
        var extra = installed.Names.Except(wanted, StringComparer.Ordinal).ToList();
        return extra.Count > 0 ? $"SAN has {PlannerWords.List(extra)}, no longer described" : null;
    }

    private static string Part(string fingerprint, string label)
    {
        var start = fingerprint.IndexOf(label, StringComparison.Ordinal);
        if (start < 0) return "";
        start += label.Length;
        var end = fingerprint.IndexOf(';', start);
        return end < 0 ? fingerprint[start..] : fingerprint[start..end];
    }
}
