using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary><c>tls: proxy</c>: an nginx before each published service. Its form is ours as a whole; chains may be as long as they are, nginx serves them.</summary>
internal static class ProxyFiles
{
    /// <summary>Where its container finds certificates and keys.</summary>
    public const string TlsInside = "/etc/nginx/tls";

    public const string FormsInside = "/etc/nginx/conf.d";

    private const string Heading = "# Written by linkseal (tls: proxy): TLS ends here, the services behind speak plain HTTP. It is written anew as a whole.\n";

    public static string Leaf(AnchoreInstance service) => AnchoreTopology.Proxy + "-" + service.Name;

    /// <summary>The port that the outside dials: the setting, else the one that compose published, else the service's own.</summary>
    public static int Port(AnchoreInstance service) =>
        service.Settings?.Port ?? service.Containers.SelectMany(static c => c.Published).Where(p => p.Inside == service.Port).Select(static p => (int?)p.Host).FirstOrDefault() ?? service.AnnouncedPort ?? service.Port!.Value;

    /// <summary>The service's host name in the compose network, else the one that config.yaml gives it.</summary>
    public static string Upstream(AnchoreInstance service) => service.Containers is [var container, ..]
        ? container.Name
        : service.Config.EndpointHostName?.In(AnchoreEnvironment.Image) ?? service.Announced.FirstOrDefault() ?? service.Name;

    public static IEnumerable<LeafSpec> Leaves(AnchoreSetup setup) => Proxied(setup).Select(s => ServiceFiles.Leaf(setup, s, Leaf(s), AnchoreTopology.Proxy));

    public static IEnumerable<DesiredFile> Files(AnchoreSetup setup)
    {
        var services = Proxied(setup).ToArray();
        foreach (var service in services)
        {
            yield return File(setup, service, ".crt", MaterialForm.Chain, ServiceFiles.CertificateMode);
            yield return File(setup, service, ".key", MaterialForm.Key, ServiceFiles.KeyMode);
        }

        if (services.Length == 0) yield break;
        yield return new() { Path = setup.Paths.ProxyForm, Component = AnchoreTopology.Proxy, Content = new FileContent.Known(Form(setup, services)), Mode = ServiceFiles.CertificateMode };
    }

    public static IEnumerable<FolderRule> Folders(AnchoreSetup setup) => !Proxied(setup).Any() ? [] :
    [
        // nginx reads every form in the folder.
        new(setup.Paths.Proxy + "/conf.d", AnchoreTopology.Proxy, ServiceFiles.FolderMode, []),
        new(setup.Paths.Proxy + "/tls", AnchoreTopology.Proxy, ServiceFiles.FolderMode, null),
    ];

    public static IEnumerable<AnchoreInstance> Proxied(AnchoreSetup setup) => setup.Services.Where(static s => s is { Tls: TlsMode.Proxy, Standing: null, Announced.IsEmpty: false });

    private static string Form(AnchoreSetup setup, IEnumerable<AnchoreInstance> services)
    {
        var text = new StringBuilder(Heading);
        foreach (var service in services) Server(text, setup, service);
        return text.ToString();
    }

    private static void Server(StringBuilder text, AnchoreSetup setup, AnchoreInstance service)
    {
        var names = service.Names.Select(static n => n is { IsAddress: true } && n.Value.Contains(':', StringComparison.Ordinal) ? $"[{n.Value}]" : n.Value);
        text.Append(CultureInfo.InvariantCulture, $$"""

            server {
                listen {{Port(service)}} ssl;
                server_name {{string.Join(' ', names)}};
                ssl_certificate {{FileFor(setup, service, ".crt")}};
                ssl_certificate_key {{FileFor(setup, service, ".key")}};
                ssl_protocols TLSv1.2 TLSv1.3;
                client_max_body_size 0;
                location / {
                    proxy_pass http://{{Upstream(service)}}:{{service.Port}};
                    proxy_set_header Host $http_host;
                    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                    proxy_set_header X-Forwarded-Proto https;
                    proxy_read_timeout 300s;
                }
            }

            """);
    }

    // Without a compose file the nginx is the user's own, on this host.
    private static string FileFor(AnchoreSetup setup, AnchoreInstance service, string ending) =>
        setup.Compose is null ? setup.Paths.ProxyFile(service.Name + ending) : TlsInside + "/" + service.Name + ending;

    private static DesiredFile File(AnchoreSetup setup, AnchoreInstance service, string ending, MaterialForm form, UnixFileMode mode) => new()
    {
        Path = setup.Paths.ProxyFile(service.Name + ending),
        Component = AnchoreTopology.Proxy,
        Content = new FileContent.OfLeaf(Leaf(service), form),
        Mode = mode,
    };
}
