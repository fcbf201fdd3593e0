using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>The Kubernetes schema as it is published on npm (<c>kubernetes-models</c>), asked through node.</summary>
internal static class KubernetesJudge
{
    private static readonly string Modules = Path.Combine(Repository.Root, "artifacts", "kubernetes-schema", "node_modules");
    private static readonly string Script = Path.Combine(Repository.Root, "tests", "Linkseal.Cli.Tests", "EndToEnd", "KubernetesSchema", "judge.mjs");

    /// <summary>What it refuses in the manifests, a line each; empty: nothing.</summary>
    public static string Faults(params string[] manifests)
    {
        var node = Missing.Program("node");
        if (!Directory.Exists(Path.Combine(Modules, "kubernetes-models"))) Missing.Skip("the published Kubernetes schema is not here: ./test --install");
        var result = Shell.Run(node, [Script, Modules, .. manifests]);
        Assert.True(result.Error.Length == 0 && result.ExitCode == (result.Output.Length == 0 ? 0 : 1), result.All);
        return result.Output;
    }
}
