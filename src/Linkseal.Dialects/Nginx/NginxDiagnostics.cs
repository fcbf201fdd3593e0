using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Nginx;

/// <summary>What can be wrong with an nginx's entry or configuration.</summary>
internal static class NginxDiagnostics
{
    /// <summary>A variable says whom the request goes to.</summary>
    public static Diagnostic VariableDecides(DialectRequest request, string file, Statement pass, Link link, string scheme) =>
        new("LS1925", Severity.Warning, $"{request.Name}: a variable decides where this leads, so Linkseal can't change it to TLS for {link.Id}")
        {
            File = file, At = pass.At, Hint = $"see that the variable says {scheme}:// and the port with TLS",
        };

    /// <summary>One block that leads to two callees: its settings have room for one.</summary>
    public static Diagnostic OneBlockForTwo(DialectRequest request, string file, Statement pass, Link link) =>
        new("LS1927", Severity.Error, $"{request.Name}: this block leads to another component too, and its settings can't be those of {link.Callee} as well")
        {
            File = file, At = pass.At, Hint = "give each a location of its own",
        };

    /// <summary>No folder is read in which a file of our own could lie.</summary>
    public static Diagnostic NoDropIns(DialectRequest request, string config) =>
        new("LS1928", Severity.Error, $"{request.Name}: into: drop-in, and its http block reads no conf.d/*.conf")
        {
            File = config, Hint = "let http include conf.d/*.conf (config: is the main file then), or leave into: out",
        };

    /// <summary>A setting that the snippet would say a second time, which nginx refuses.</summary>
    public static Diagnostic SetTwice(DialectRequest request, string file, Statement own) =>
        new("LS1929", Severity.Error, $"{request.Name}: into: drop-in, and {own.Name} stands in the server already: nginx takes it once")
        {
            File = file, At = own.At, Hint = "take it out, or leave into: out, so that Linkseal changes it in its place",
        };
}
