using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects.Kestrel;

/// <summary>What can be wrong with an application on Kestrel, one method for each code.</summary>
internal static class KestrelDiagnostics
{
    public static Diagnostic NoConfig(DialectRequest request) =>
        new("LS1960", Severity.Error, $"{request.Name}: which appsettings.json is edited has to be said")
        {
            File = request.File, At = request.Component.Name.At, Hint = "config: /srv/app/appsettings.json",
        };

    public static Diagnostic RootsByEnvironment(DialectRequest request, string file) =>
        new("LS1961", Severity.Note, $"{request.Name}: whose certificates it takes is no setting of Kestrel's but its environment's, read at start: {file}")
        {
            File = request.File, At = request.Component.Name.At, Hint = "EnvironmentFile= in its systemd unit, env_file in compose; without it every caller is refused",
        };

    public static Diagnostic NothingToKeep(DialectRequest request, string config) =>
        new("LS1962", Severity.Error, $"{request.Name}: plaintext: keep, but its configuration names no endpoint: with one for TLS, Kestrel listens at no other")
        {
            File = config, Hint = "write the one that is to stay: \"Kestrel\": { \"Endpoints\": { \"Http\": { \"Url\": \"http://*:8080\" } } }",
        };

    public static Diagnostic SetAgain(DialectRequest request, string file, Statement setting) =>
        new("LS1963", Severity.Warning, $"{request.Name}: Kestrel:Endpoints is set in {file} too, which wins in production")
        {
            File = file, At = setting.At, Hint = "name that file as config, or take the endpoints out there",
        };
}
