using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Linkseal.Core.Certificates;
using Linkseal.Core.Editing;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Nginx;

/// <summary>What a server that is given TLS has to say.</summary>
internal static class NginxServerEdits
{
    /// <summary>How many intermediates nginx follows; its own default is one.</summary>
    public const int Depth = 2;

    /// <summary>The settings that decide on TLS.</summary>
    public static ImmutableArray<string> Ours { get; } = ["ssl_certificate", "ssl_certificate_key", "ssl_protocols", "ssl_client_certificate", "ssl_verify_client", "ssl_verify_depth"];

    /// <summary>The edits of one server.</summary>
    public static IEnumerable<Edit> Of(DialectRequest request, NginxSealed one, ServerMaterial material)
    {
        var path = one.Server.Path;
        foreach (var line in one.Lines.Where(static l => l.Number >= 0)) yield return new Edit.Set([.. path, "listen", $"[{ConfigText.Text(line.Number)}]"], new EditValue.Raw(line.Value));
        foreach (var closed in one.Closed) yield return new Edit.Remove([.. path, closed]);
        if (request.Component.DropIn && !one.Server.IsStream)
        {
            yield return new Edit.Block(path, "settings", NginxDropIn.Include(request.Component)) { First = true };
            yield break;
        }

        var after = "listen";
        foreach (var (key, value) in Settings(request, one.Server, material))
        {
            yield return new Edit.Set([.. path, key], new EditValue.Raw(value)) { After = after };
            after = key;
        }

        // First, as a `return` above it would answer before it.
        if (IsNamed(request) && !one.Server.IsStream) yield return new Edit.Block(path, "callers", Refusal(request)) { First = true };
    }

    /// <summary>The settings of every server as lines.</summary>
    public static string Text(DialectRequest request, ServerMaterial material) =>
        string.Join('\n', Settings(request, null, material).Select(static s => $"{s.Key} {s.Value};").Concat(IsNamed(request) ? [Refusal(request)] : []));

    /// <summary>The list of callers, for the block around the servers; null: nobody is told by name.</summary>
    public static Edit.Block? Callers(DialectRequest request, ImmutableArray<string> around, bool hasPlaintext)
    {
        if (!IsNamed(request)) return null;
        // In plaintext there is no certificate to ask for; `$https` is empty there.
        var text = new StringBuilder(hasPlaintext ? "map \"$https $ssl_client_s_dn\" " : "map $ssl_client_s_dn ").Append(Variable(request)).Append(" {\n    default 0;\n");
        if (hasPlaintext) text.Append("    \" \" 1;\n");
        foreach (var subject in request.Callers.OfType<LeafSpec>().Select(static l => SubjectText.OpenSsl(l.Subject)).Distinct(StringComparer.Ordinal))
            text.Append("    ").Append(Key(hasPlaintext ? "on " + subject : subject)).Append(" 1;\n");
        return new Edit.Block(around, "callers", text.Append('}').ToString());
    }

    private static string Refusal(DialectRequest request) => $"if ({Variable(request)} = 0) {{\n    return 403;\n}}";

    private static bool IsNamed(DialectRequest request) => request.Peers is PeerPolicy.Named;

    private static IEnumerable<(string Key, string Value)> Settings(DialectRequest request, NginxServer? server, ServerMaterial material)
    {
        yield return ("ssl_certificate", Quoted(material.Certificate));
        yield return ("ssl_certificate_key", Quoted(material.Key));
        yield return ("ssl_protocols", "TLSv1.2 TLSv1.3");
        if (request.Peers >= PeerPolicy.Require)
        {
            yield return ("ssl_client_certificate", Quoted(material.Roots));
            yield return ("ssl_verify_client", "on");
            yield return ("ssl_verify_depth", ConfigText.Text(Depth));
        }
        else if (server is not null && NginxForm.One(server.Statements, "ssl_verify_client") is not null)
        {
            yield return ("ssl_verify_client", "off");
        }
    }

    private static string Variable(DialectRequest request) => "$linkseal_" + string.Concat(request.Name.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    // An expression: plain keys of a map ignore case, and long ones do not fit into its hash.
    private static string Key(string text) => Always($"~^{Regex.Escape(text)}$");

    /// <summary>A word as nginx reads it, in quotes where it needs them.</summary>
    public static string Quoted(string text) => text.All(static c => char.IsAsciiLetterOrDigit(c) || "/.-_+@:=$?&%~,[]*!".Contains(c)) ? text : Always(text);

    private static string Always(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
