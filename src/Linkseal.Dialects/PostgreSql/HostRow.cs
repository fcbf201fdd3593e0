using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects.PostgreSql;

/// <summary>A row of pg_hba.conf for callers over the network (PostgreSQL, "The pg_hba.conf File").</summary>
/// <param name="Type"><c>host</c>, <c>hostssl</c>, <c>hostnossl</c>, <c>hostgssenc</c>.</param>
/// <param name="Rest">What follows the type as it stands, without a demand for a certificate that stands last.</param>
/// <param name="Method">How it lets callers in.</param>
/// <param name="At">Where it stands.</param>
internal sealed record HostRow(string Type, string Rest, string Method, Position At)
{
    /// <summary>The option by which a row demands a certificate.</summary>
    public const string Demand = "clientcert=verify-ca";

    /// <summary>The words of the options behind the method.</summary>
    public required ImmutableArray<string> Options { get; init; }

    /// <summary>True when nobody gets in by it.</summary>
    public bool IsReject => Method == "reject";

    /// <summary>True when nobody gets in by it without a certificate of the authority.</summary>
    public bool Demands => IsReject || Method == "cert" || Options.Any(static o => o.StartsWith("clientcert=", StringComparison.Ordinal) && o is not "clientcert=0" and not "clientcert=no-verify");

    /// <summary>The row without the demand that stands last.</summary>
    public string Text => $"{Type} {Rest}";

    /// <summary>One row; null: it is not one for the network.</summary>
    public static HostRow? Of(Statement row)
    {
        if (row.Name is not ("host" or "hostssl" or "hostnossl" or "hostgssenc" or "hostnogssenc") || row.Arguments.Length < 4) return null;
        var words = row.Arguments;
        // An address without a length has its mask in the next column.
        var method = System.Net.IPAddress.TryParse(words[2], out _) && words.Length > 4 ? 4 : 3;
        var rest = row.Raw.EndsWith(" " + Demand, StringComparison.Ordinal) || row.Raw.EndsWith("\t" + Demand, StringComparison.Ordinal) ? row.Raw[..^Demand.Length].TrimEnd() : row.Raw;
        return new(row.Name, rest, words[method], row.At) { Options = words[(method + 1)..] };
    }
}
