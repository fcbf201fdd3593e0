using System.Collections.Immutable;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>The commands that put Secrets and values into effect. Pods read certificates once, at start, and no pod template carries a checksum of them.</summary>
internal static class LightrunSteps
{
    private const string Manager = "linkseal";

    public static ImmutableArray<RunStep> Of(LightrunSetup setup)
    {
        var manifests = SecretFiles.Of(setup);
        var steps = ImmutableArray.CreateBuilder<RunStep>();
        if (!manifests.IsEmpty) steps.Add(Secrets(setup, manifests));
        steps.Add(Helm(setup));
        foreach (var component in setup.Components.Where(static c => c.Workload is not null)) steps.AddRange(Restart(setup, component, manifests));
        steps.Add(HelmWithout(setup));
        if (!manifests.IsEmpty) steps.Add(Delete(setup, manifests));
        return steps.DrainToImmutable();
    }

    /// <summary>The whole <c>helm upgrade</c>, as typed in the description's folder.</summary>
    public static ImmutableArray<string> Upgrade(LightrunSetup setup, bool withFragment)
    {
        var settings = setup.Settings;
        var command = ImmutableArray.CreateBuilder<string>();
        command.AddRange("helm", "upgrade", settings.Release, settings.Chart, "-n", settings.Namespace);
        if (settings.Context is { } context) command.AddRange("--kube-context", context);
        if (settings.Version is { } version) command.AddRange("--version", version.ToString());
        command.AddRange(ValuesFiles(setup, withFragment));
        return command.DrainToImmutable();
    }

    /// <summary><c>-f values.yaml -f linkseal-values.yaml</c>.</summary>
    public static ImmutableArray<string> ValuesFiles(LightrunSetup setup, bool withFragment)
    {
        ImmutableArray<string> own = ["-f", Relative(setup, setup.Paths.Values)];
        return withFragment && !setup.Settings.IntoValues ? [.. own, "-f", Relative(setup, setup.Paths.Fragment)] : own;
    }

    private static RunStep Secrets(LightrunSetup setup, ImmutableArray<DesiredFile> manifests) => new()
    {
        Id = "secrets",
        Component = Leaves.Whole,
        Command = [.. Kubectl(setup), "apply", "--server-side", "--field-manager=" + Manager, "-f", setup.Paths.Out],
        Folder = setup.Paths.Folder,
        Reason = setup.Settings.Cluster
            ? $"the Secrets go into namespace {setup.Settings.Namespace} of context {setup.Settings.Context}"
            : $"the Secrets have to be in namespace {setup.Settings.Namespace} before helm names them",
        // Of one that goes there is nothing to apply.
        After = [.. manifests.Select(static f => f.Path)],
        Runs = setup.Settings.Cluster,
        Context = setup.Settings.Context,
        OnRemove = false,
    };

    // Printed, never run: which values files, which chart and when is the operator's to say.
    private static RunStep Helm(LightrunSetup setup) => new()
    {
        Id = "helm",
        Component = Leaves.Whole,
        Command = Upgrade(setup, withFragment: true),
        Folder = setup.Paths.Folder,
        Reason = "the chart names the Secrets, and its pods are replaced",
        Warnings = Newest(setup),
        Interrupts = "all of Lightrun: ports keep their numbers, so that old and new pods do not understand each other until all are replaced; some minutes, in a window",
        After = [Written(setup)],
        Runs = false,
        Context = setup.Settings.Context,
        OnRemove = false,
    };

    private static ImmutableArray<string> Newest(LightrunSetup setup) => setup.Settings.Version is null ? ["LS2736: no `version` is said, so that helm takes the newest chart there is: helm list -A shows which one runs"] : [];

    private static RunStep HelmWithout(LightrunSetup setup) => new()
    {
        Id = "helm-without",
        Component = Leaves.Whole,
        Command = Upgrade(setup, withFragment: false),
        Folder = setup.Paths.Folder,
        Reason = "the chart goes back to your own values; run it before anything else of Lightrun restarts",
        Warnings = Newest(setup),
        Interrupts = "all of Lightrun, as when it was turned on; some minutes, in a window",
        After = [Written(setup)],
        Runs = false,
        Context = setup.Settings.Context,
        OnApply = false,
    };

    private static RunStep Delete(LightrunSetup setup, ImmutableArray<DesiredFile> manifests) => new()
    {
        Id = "delete-secrets",
        Component = Leaves.Whole,
        Command = [.. Kubectl(setup), "delete", "secret", "--ignore-not-found", .. manifests.Select(static f => ((FileContent.KubernetesSecret)f.Content).Name)],
        Folder = setup.Paths.Folder,
        Reason = $"the Secrets leave namespace {setup.Settings.Namespace}" + (setup.Settings.Cluster ? $" of context {setup.Settings.Context}" : ""),
        Interrupts = "nothing that runs; but a pod that still names them does not start again until helm upgrade has been run",
        After = [setup.Paths.Out + "/"],
        Runs = setup.Settings.Cluster,
        Context = setup.Settings.Context,
        OnApply = false,
    };

    /// <summary>
    /// For a Secret that is not meant any more: its part is turned off, or the release, the chart's full name, the namespace or the cluster is another. Printed, never run, also
    /// with <c>secrets: cluster</c>: pods mount the Secret until helm upgrade has replaced them, and that is the operator's to say.
    /// </summary>
    public static SecretLeftovers Leftovers(LightrunSetup setup)
    {
        ImmutableArray<string> delete = ["delete", "secret", "--ignore-not-found", "{name}"];
        var undescribed = new RunStep
        {
            Id = (setup.Settings.Context is { } context ? $"delete-{context}-" : "delete-") + "{namespace}-{name}",
            Component = Leaves.Whole,
            Command = [.. Kubectl(setup, "{namespace}"), .. delete],
            Folder = setup.Paths.Folder,
            Reason = "nothing reads {name} any more once helm upgrade has been run; it stays in namespace {namespace} until this is typed, after that",
            Interrupts = "nothing after helm upgrade; before it, a pod that still mounts the Secret does not start again",
            After = [],
            Runs = false,
            Outlasts = true,
        };
        var elsewhere = undescribed with
        {
            Id = "delete-{context}-{namespace}-{name}",
            Command = ["kubectl", "--context", "{context}", "-n", "{namespace}", .. delete],
            Reason = "{name} stays in namespace {namespace} of context {context} until this is typed, once the release there is gone or names other Secrets",
            Interrupts = "nothing once no pod of that cluster mounts the Secret; one that still does, does not start again",
        };
        return new(undescribed, elsewhere, setup.Settings.Context);
    }

    /// <summary>Only where the chart names our Secrets already: when it begins to, its own change replaces the pods.</summary>
    private static IEnumerable<RunStep> Restart(LightrunSetup setup, LightrunComponent component, ImmutableArray<DesiredFile> manifests)
    {
        var written = manifests.Select(static f => f.Path).ToHashSet();
        ImmutableArray<string> after = [.. Read(setup, component).Select(setup.Paths.Manifest).Where(written.Contains).Distinct()];
        if (after.IsEmpty) yield break;
        var workload = Workload(setup, component);
        yield return new()
        {
            Id = "restart-" + component.Name,
            Component = component.Name,
            Command = [.. Kubectl(setup), "rollout", "restart", workload],
            Reason = $"{component.Name} reads its certificates once, at start",
            Interrupts = component.Interrupts,
            After = after,
            Runs = setup.Settings.Cluster,
            OnRemove = false,
        };
        yield return new()
        {
            Id = "wait-" + component.Name,
            Component = component.Name,
            Command = [.. Kubectl(setup), "rollout", "status", workload, "--timeout=10m"],
            Reason = $"whoever calls {component.Name} restarts after it",
            After = after,
            Runs = setup.Settings.Cluster,
            OnRemove = false,
        };
    }

    /// <summary>The Secrets of ours that a component's pods read as the values stand now.</summary>
    private static IEnumerable<string> Read(LightrunSetup setup, LightrunComponent component)
    {
        var (tls, names) = (setup.Values.Tls, setup.Names);
        if (!tls.Enabled) return [];
        IEnumerable<string> secrets = component.Name switch
        {
            "keycloak" => [tls.SecretOf("keycloak"), tls.SecretOf(InternalSlot.ClusterKey), setup.Values.CustomAuthoritySecret],
            "backend" or "crons" or "router" => [setup.Values.PublicSecret, tls.AuthoritySecret],
            "redis" => [tls.SecretOf("redis"), tls.AuthoritySecret],
            _ => [tls.SecretOf(component.Key!)],
        };
        return secrets.Where(s => s.StartsWith(names.Full, StringComparison.Ordinal));
    }

    private static string Workload(LightrunSetup setup, LightrunComponent component)
    {
        var kind = component.Name == "keycloak" && !setup.Version.AtLeast(LightrunVersion.KeycloakIsStateful) ? "deployment" : component.Workload;
        return kind + "/" + setup.Names.Service(component.Name);
    }

    private static ImmutableArray<string> Kubectl(LightrunSetup setup) => Kubectl(setup, setup.Settings.Namespace);

    private static ImmutableArray<string> Kubectl(LightrunSetup setup, string space) =>
        setup.Settings.Context is { } context ? ["kubectl", "--context", context, "-n", space] : ["kubectl", "-n", space];

    private static string Written(LightrunSetup setup) => setup.Settings.IntoValues ? setup.Paths.Values : setup.Paths.Fragment;

    private static string Relative(LightrunSetup setup, string path) =>
        path.StartsWith(setup.Paths.Folder.TrimEnd('/') + "/", StringComparison.Ordinal) ? path[(setup.Paths.Folder.TrimEnd('/').Length + 1)..] : path;
}
