using System.Text;
using Linkseal.Core.Planning;
using Linkseal.Runtime;
using Linkseal.Runtime.Applying;

namespace Linkseal.Bench;

/// <summary>A platform by hand in a folder of its own, worked on as the commands do it. Every component has a pair and a trust file.</summary>
internal sealed class Site(string folder)
{
    /// <summary>The description.</summary>
    public string File => Path.Combine(folder, "linkseal.yaml");

    /// <summary>What stands for <c>/</c>.</summary>
    public string Root => Path.Combine(folder, "root");

    /// <summary>Writes the description of <paramref name="count"/> components that call each other in a row.</summary>
    public static Site Make(string folder, int count, string key = "ecdsa-p256")
    {
        var site = new Site(folder);
        Directory.CreateDirectory(site.Root);
        var text = new StringBuilder($"platform: bench\nleaf: {{ key: {key} }}\ncomponents:\n");
        for (var i = 0; i < count; i++) text.Append($"  c{i}: {{ dialect: files, folder: /srv/c{i}/tls, names: [c{i}.internal] }}\n");
        if (count > 1) text.Append("links:\n");
        for (var i = 1; i < count; i++) text.Append($"  - c{i - 1} -> c{i}\n");
        System.IO.File.WriteAllText(site.File, text.ToString());
        return site;
    }

    /// <summary>The files that a component reads, of all components.</summary>
    public string[] Files() => [.. Directory.EnumerateFiles(Path.Combine(Root, "srv"), "*", SearchOption.AllDirectories)];

    /// <summary>Open, look, compare.</summary>
    public Planned Plan()
    {
        var workspace = Workspace.Open(new() { File = File, Root = Root }).Value ?? throw new InvalidOperationException("the description is refused");
        var observed = workspace.Observe(Depth.Quick, CancellationToken.None).Value!;
        return new(workspace, workspace.Plan(observed).Value!);
    }

    /// <summary>The same, then carries it out.</summary>
    public void PlanAndApply()
    {
        using var planned = Plan();
        planned.Apply();
    }
}

/// <summary>A plan ready to be carried out.</summary>
internal sealed record Planned(Workspace Workspace, Plan Plan) : IDisposable
{
    /// <summary>Carries it out.</summary>
    public void Apply()
    {
        var applied = Workspace.Apply(Plan, new(), new Silent(), CancellationToken.None);
        if (applied.Value is not { End: ApplyEnd.Done }) throw new InvalidOperationException($"apply failed: {applied.Value?.Failure}");
    }

    public void Dispose() => Workspace.Dispose();

    private sealed class Silent : IApplyListener
    {
        public void Phase(string name, int count)
        {
        }

        public void Progress()
        {
        }

        public void StepStarts(PlannedStep step)
        {
        }

        public void StepPrints(string line, bool isError)
        {
        }

        public void StepEnds(PlannedStep step, int exitCode)
        {
        }
    }
}
