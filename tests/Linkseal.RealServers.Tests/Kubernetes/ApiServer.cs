using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Kubernetes;

/// <summary>One request that kubectl made.</summary>
internal sealed record ApiCall(string Method, string Path, string Query, string ContentType)
{
    public override string ToString() => $"{Method} {Path}";
}

/// <summary>
/// As much of a Kubernetes API server as kubectl needs for Secrets and rollouts: discovery, OpenAPI, server-side apply with strict fields and conflicts, delete,
/// the restart of a workload. It keeps objects in memory, on a free port of the loopback.
/// </summary>
internal sealed class ApiServer : IDisposable
{
    public const string Context = "loopback";

    private readonly HttpListener _listener = new();
    private readonly TemporaryFolder _folder = new();
    private readonly Task _serving;
    private readonly ConcurrentQueue<ApiCall> _calls = new();

    public ApiServer()
    {
        // Another process may take the port between asking and listening.
        for (var attempt = 0; !Listens(attempt == 20); attempt++)
        {
        }

        var prefix = _listener.Prefixes.Single();
        File.WriteAllText(Config, $"apiVersion: v1\nkind: Config\nclusters: [ {{ name: c, cluster: {{ server: \"{prefix.TrimEnd('/')}\" }} }} ]\nusers: [ {{ name: u, user: {{}} }} ]\n" +
            $"contexts: [ {{ name: {Context}, context: {{ cluster: c, user: u }} }}, {{ name: other, context: {{ cluster: nowhere, user: u }} }} ]\ncurrent-context: other\n");
        _serving = Task.Run(ServeAsync);
    }

    /// <summary>A kubeconfig whose current context is another one: whoever does not name ours reaches nothing.</summary>
    public string Config => _folder["kubeconfig"];

    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?> { ["KUBECONFIG"] = Config, ["HOME"] = _folder.Path, ["KUBECACHEDIR"] = _folder["cache"] };

    /// <summary>Everything asked but discovery.</summary>
    public IReadOnlyCollection<ApiCall> Calls => [.. _calls.Where(static c => c.Path.Contains("/namespaces/", StringComparison.Ordinal))];

    /// <summary>Objects by their path: <c>/api/v1/namespaces/prod/secrets/x</c>.</summary>
    public ConcurrentDictionary<string, JsonObject> Objects { get; } = new(StringComparer.Ordinal);

    public JsonObject Secret(string ns, string name) => Objects[$"/api/v1/namespaces/{ns}/secrets/{name}"];

    /// <summary>A workload that is always rolled out.</summary>
    public void AddWorkload(string ns, string resource, string kind, string name) => Objects[$"/apis/apps/v1/namespaces/{ns}/{resource}/{name}"] = new()
    {
        ["apiVersion"] = "apps/v1",
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns, ["generation"] = 1, ["uid"] = name, ["resourceVersion"] = "1" },
        ["spec"] = new JsonObject
        {
            ["replicas"] = 1,
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = name } },
            ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = name } }, ["spec"] = new JsonObject { ["containers"] = new JsonArray() } },
            ["updateStrategy"] = kind == "StatefulSet" ? new JsonObject { ["type"] = "RollingUpdate" } : null,
        },
        ["status"] = new JsonObject { ["observedGeneration"] = 9, ["replicas"] = 1, ["updatedReplicas"] = 1, ["readyReplicas"] = 1, ["availableReplicas"] = 1, ["currentRevision"] = "a", ["updateRevision"] = "a" },
    };

    public void Dispose()
    {
        _listener.Stop();
        _serving.Wait(TimeSpan.FromSeconds(10), CancellationToken.None);
        _folder.Dispose();
    }

    private bool Listens(bool last)
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        try
        {
            _listener.Start();
            return true;
        }
        catch (HttpListenerException) when (!last)
        {
            return false;
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Run(() => Answer(context));
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
        var body = reader.ReadToEnd();
        var call = new ApiCall(request.HttpMethod, request.Url!.AbsolutePath, Uri.UnescapeDataString(request.Url.Query), request.ContentType ?? "");
        _calls.Enqueue(call);
        var (status, answer) = ApiAnswers.To(call, body, Objects);
        try
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            context.Response.Close(Encoding.UTF8.GetBytes(answer.ToJsonString()), willBlock: true);
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or IOException)
        {
            // kubectl closed a watch.
        }
    }
}
