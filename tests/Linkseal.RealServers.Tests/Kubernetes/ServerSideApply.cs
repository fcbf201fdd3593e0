using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Linkseal.RealServers.Tests.Kubernetes;

/// <summary>Server-side apply of Secrets with the API server's own rules: fields by their schema, <c>data</c> in base64, owners of fields.</summary>
/// <remarks>Rules: Kubernetes API v1, Secret and ObjectMeta; pkg/apis/core/validation <c>ValidateSecret</c>; server-side apply's conflicts (409).</remarks>
internal static partial class ServerSideApply
{
    private static readonly string[] Fields = ["apiVersion", "kind", "metadata", "type", "data", "immutable"];
    private static readonly string[] MetadataFields = ["name", "namespace", "labels", "annotations"];

    public static (int Status, JsonNode Answer) Apply(ApiCall call, string body, ConcurrentDictionary<string, JsonObject> objects)
    {
        var manager = call.Query.Split("fieldManager=", 2) is [_, var rest] ? rest.Split('&')[0] : "";
        if (manager.Length == 0) return ApiAnswers.Failure(400, "BadRequest", "fieldManager is required for apply patch");
        var applied = JsonNode.Parse(body)!.AsObject();
        if (Fault(call, applied) is { } fault) return ApiAnswers.Failure(422, "Invalid", fault);
        var owner = objects.GetValueOrDefault(call.Path)?["metadata"]!["managedFields"]![0]!["manager"]!.GetValue<string>();
        if (owner is not null && owner != manager && !call.Query.Contains("force=true", StringComparison.Ordinal))
        {
            return ApiAnswers.Failure(409, "Conflict", $"Apply failed with 1 conflict: conflict with \"{owner}\": .data.tls.crt");
        }

        var status = owner is null ? 201 : 200;
        var metadata = applied["metadata"]!.AsObject();
        metadata["uid"] = call.Path;
        metadata["resourceVersion"] = "1";
        metadata["managedFields"] = new JsonArray(new JsonObject { ["manager"] = manager, ["operation"] = "Apply", ["apiVersion"] = "v1", ["fieldsType"] = "FieldsV1", ["fieldsV1"] = new JsonObject() });
        objects[call.Path] = applied;
        return (status, applied.DeepClone());
    }

    private static string? Fault(ApiCall call, JsonObject secret)
    {
        if (secret.Select(static f => f.Key).Except(Fields).FirstOrDefault() is { } unknown) return $"unknown field \"{unknown}\"";
        if (secret["apiVersion"]?.GetValue<string>() != "v1" || secret["kind"]?.GetValue<string>() != "Secret") return "no v1 Secret";
        if (secret["metadata"] is not JsonObject metadata) return "metadata is required";
        if (metadata.Select(static f => f.Key).Except(MetadataFields).FirstOrDefault() is { } strange) return $"unknown field \"metadata.{strange}\"";
        if (!Subdomain().IsMatch(metadata["name"]!.GetValue<string>())) return "metadata.name is no DNS subdomain";
        if (call.Path != $"/api/v1/namespaces/{metadata["namespace"]}/secrets/{metadata["name"]}") return "name or namespace is not that of the request";
        foreach (var (key, value) in metadata["labels"] as JsonObject ?? [])
        {
            if (!QualifiedName().IsMatch(key) || !LabelValue().IsMatch(value!.GetValue<string>())) return $"label {key}: {value}";
        }

        foreach (var (key, _) in metadata["annotations"] as JsonObject ?? [])
        {
            if (!QualifiedName().IsMatch(key)) return $"annotation {key}";
        }

        return DataFault(secret);
    }

    private static string? DataFault(JsonObject secret)
    {
        var data = secret["data"] as JsonObject ?? [];
        foreach (var (key, value) in data)
        {
            if (!DataKey().IsMatch(key)) return $"data key {key}";
            if (!Base64.IsValid(value!.GetValue<string>())) return $"data.{key} is not base64";
        }

        if (secret["type"]?.GetValue<string>() == "kubernetes.io/tls" && !(data.ContainsKey("tls.crt") && data.ContainsKey("tls.key"))) return "kubernetes.io/tls needs tls.crt and tls.key";
        return data.Sum(static d => Encoding.UTF8.GetByteCount(d.Value!.GetValue<string>())) > 1024 * 1024 ? "too large" : null;
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", RegexOptions.NonBacktracking)]
    private static partial Regex Subdomain();

    [GeneratedRegex("^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$", RegexOptions.NonBacktracking)]
    private static partial Regex QualifiedName();

    [GeneratedRegex("^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$", RegexOptions.NonBacktracking)]
    private static partial Regex LabelValue();

    [GeneratedRegex("^[-._a-zA-Z0-9]{1,253}$", RegexOptions.NonBacktracking)]
    private static partial Regex DataKey();
}
