using System.Text.RegularExpressions;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The command line of an instance, where the description says which file has it: flags win over the configuration.</summary>
internal static partial class TiDbFlagChecks
{
    public static IEnumerable<Finding> Of(TiDbMember member, Observed observed)
    {
        if (member.Instance.StartFile is not { } start || !observed.Documents.TryGetValue(member.Instance.OnPlace(start), out var text)) yield break;
        var isOn = TiDbStandings.Of(member, TiDbKeys.Cluster) is { IsOn: true };
        var own = member.Product.Urls.Select(static u => u.Key).ToHashSet(StringComparer.Ordinal);
        foreach (Match match in Flag().Matches(text))
        {
            var (name, value) = (match.Groups["name"].Value, match.Groups["value"].Value);
            if (!value.Contains("://", StringComparison.Ordinal)) continue;
            var plain = value.Contains("http://", StringComparison.Ordinal);
            if (own.Contains(name) && isOn && plain) yield return TiDbFindings.Flag(member, member.Instance.OnPlace(start), "--" + name, value);
            // Only TiCDC holds the scheme of --pd against its certificates; TiKV strips it.
            else if (name == "pd" && member.Product.ListsItself && plain == isOn) yield return TiDbFindings.CaptureScheme(member, member.Instance.OnPlace(start), value, isOn);
        }
    }

    [GeneratedRegex("""--?(?<name>[a-z][a-z-]*)[= ]+["']?(?<value>[^\s"'\\]+)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Flag();
}
