using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Linkseal.RealServers.Tests.Kubernetes;

/// <summary>What the server says to each request.</summary>
internal static class ApiAnswers
{
    public static (int Status, JsonNode Answer) To(ApiCall call, string body, ConcurrentDictionary<string, JsonObject> objects) => call.Path switch
    {
        "/api" => (200, new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") }),
        "/apis" => (200, Groups()),
        "/api/v1" => (200, Resources("v1", ("secrets", "Secret"))),
        "/apis/apps/v1" => (200, Resources("apps/v1", ("deployments", "Deployment"), ("statefulsets", "StatefulSet"))),
        "/openapi/v3" => (200, new JsonObject { ["paths"] = new JsonObject { ["api/v1"] = Schema("api/v1"), ["apis/apps/v1"] = Schema("apis/apps/v1") } }),
        "/openapi/v3/api/v1" => (200, Document("v1", "Secret", "secrets", "/api/v1", "")),
        "/openapi/v3/apis/apps/v1" => (200, Document("v1", "Deployment", "deployments", "/apis/apps/v1", "apps")),
        _ when call.Path.Contains("/namespaces/", StringComparison.Ordinal) => Object(call, body, objects),
        _ => Failure(404, "NotFound", call.Path + " is not served here"),
    };

    private static (int Status, JsonNode Answer) Object(ApiCall call, string body, ConcurrentDictionary<string, JsonObject> objects)
    {
        var name = call.Path[(call.Path.LastIndexOf('/') + 1)..];
        if (name is "secrets" or "deployments" or "statefulsets") return call.Query.Contains("watch=", StringComparison.Ordinal) ? Watch(call, objects) : (200, List(call, name, objects));
        return call.Method switch
        {
            "GET" => objects.TryGetValue(call.Path, out var found) ? (200, found.DeepClone()) : NotFound(name),
            "DELETE" => objects.TryRemove(call.Path, out _) ? (200, new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = "Success" }) : NotFound(name),
            "PATCH" when call.ContentType.StartsWith("application/apply-patch", StringComparison.Ordinal) => ServerSideApply.Apply(call, body, objects),
            "PATCH" => objects.TryGetValue(call.Path, out var target) ? (200, Merge(target, JsonNode.Parse(body)!.AsObject()).DeepClone()) : NotFound(name),
            _ => Failure(405, "MethodNotAllowed", call.ToString()),
        };
    }

    public static (int Status, JsonNode Answer) Failure(int status, string reason, string message) =>
        (status, new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = "Failure", ["message"] = message, ["reason"] = reason, ["code"] = status });

    private static (int Status, JsonNode Answer) NotFound(string name) => Failure(404, "NotFound", $"\"{name}\" not found");

    private static JsonObject List(ApiCall call, string resource, ConcurrentDictionary<string, JsonObject> objects)
    {
        var wanted = call.Query.Split("metadata.name=", 2) is [_, var rest] ? rest.Split('&')[0] : null;
        var items = objects.Where(o => o.Key.StartsWith(call.Path + "/", StringComparison.Ordinal) && (wanted is null || o.Key == call.Path + "/" + wanted)).OrderBy(static o => o.Key, StringComparer.Ordinal);
        var (version, kind) = resource switch { "secrets" => ("v1", "SecretList"), "deployments" => ("apps/v1", "DeploymentList"), _ => ("apps/v1", "StatefulSetList") };
        return new() { ["kind"] = kind, ["apiVersion"] = version, ["metadata"] = new JsonObject { ["resourceVersion"] = "1" }, ["items"] = new JsonArray([.. items.Select(static o => o.Value.DeepClone())]) };
    }

    // The state, then the end of the stream: whoever wants more watches again.
    private static (int Status, JsonNode Answer) Watch(ApiCall call, ConcurrentDictionary<string, JsonObject> objects)
    {
        var items = List(call, call.Path[(call.Path.LastIndexOf('/') + 1)..], objects)["items"]!.AsArray();
        return (200, items.Count == 0 ? new JsonObject { ["type"] = "BOOKMARK", ["object"] = new JsonObject { ["kind"] = "Secret", ["apiVersion"] = "v1", ["metadata"] = new JsonObject { ["resourceVersion"] = "1" } } }
            : new JsonObject { ["type"] = "ADDED", ["object"] = items[0]!.DeepClone() });
    }

    private static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (key, value) in patch)
        {
            if (value is JsonObject inner && target[key] is JsonObject under) Merge(under, inner);
            else target[key] = value?.DeepClone();
        }

        return target;
    }

    private static JsonObject Groups() => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray(new JsonObject
        {
            ["name"] = "apps",
            ["versions"] = new JsonArray(new JsonObject { ["groupVersion"] = "apps/v1", ["version"] = "v1" }),
            ["preferredVersion"] = new JsonObject { ["groupVersion"] = "apps/v1", ["version"] = "v1" },
        }),
    };

    private static JsonObject Resources(string version, params (string Name, string Kind)[] resources) => new()
    {
        ["kind"] = "APIResourceList",
        ["apiVersion"] = "v1",
        ["groupVersion"] = version,
        ["resources"] = new JsonArray([.. resources.Select(static r => (JsonNode)new JsonObject
        {
            ["name"] = r.Name,
            ["singularName"] = r.Kind.ToLowerInvariant(),
            ["namespaced"] = true,
            ["kind"] = r.Kind,
            ["verbs"] = new JsonArray("get", "list", "watch", "patch", "delete"),
        })]),
    };

    private static JsonObject Schema(string path) => new() { ["serverRelativeURL"] = "/openapi/v3/" + path };

    /// <summary>That the server checks fields itself is what kubectl looks for: a PATCH with <c>fieldValidation</c>.</summary>
    private static JsonObject Document(string version, string kind, string resource, string root, string group) => new()
    {
        ["openapi"] = "3.0.0",
        ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "v1.32.0" },
        ["paths"] = new JsonObject
        {
            [$"{root}/namespaces/{{namespace}}/{resource}/{{name}}"] = new JsonObject
            {
                ["patch"] = new JsonObject
                {
                    ["parameters"] = new JsonArray(new JsonObject { ["name"] = "fieldValidation", ["in"] = "query" }, new JsonObject { ["name"] = "dryRun", ["in"] = "query" }),
                    ["x-kubernetes-group-version-kind"] = new JsonObject { ["group"] = group, ["version"] = version, ["kind"] = kind },
                },
            },
        },
    };
}
