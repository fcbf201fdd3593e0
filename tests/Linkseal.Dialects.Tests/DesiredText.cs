using System.Globalization;
using System.Text;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Tests;

/// <summary>An expansion as text for people, one thing a line: what golden files hold.</summary>
internal static class DesiredText
{
    public static string Of(Result<Expansion> result)
    {
        var text = new StringBuilder();
        foreach (var d in result.Diagnostics) text.Line($"{d.Severity} {d.Code} {d.File}{At(d.At)}: {d.Message}{(d.Hint is null ? "" : " | " + d.Hint)}");
        if (result.Value is not { } expansion) return text.ToString();
        Write(text, expansion.Platform);
        WriteTools(text, expansion.Platform);
        Write(text, expansion.Desired);
        return text.ToString();
    }

    public static void Write(StringBuilder text, Platform platform)
    {
        text.Line($"platform {platform.Name} ({platform.Profile}): {platform.Title}");
        text.Line("\ncomponents");
        foreach (var c in platform.Components) text.Line($"  {c.Name} [{c.Dialect}] {string.Join(", ", c.Endpoints.Select(static e => $"{e.Name} {e.Port}/{e.Protocol} peers:{e.Peers}"))}");
        text.Line("\nlinks: required of reachable, dialled, leaf, judged by, reason");
        foreach (var l in platform.Links) text.Line($"  {l.Id} ({l.Endpoint}) {l.Required} of {l.Reachable} {string.Join(',', l.Dialled)} {l.Leaf ?? "-"} by {l.Trust ?? "-"}: {l.Reason}");
    }

    /// <summary>The tools' command lines; nothing where there are none.</summary>
    public static void WriteTools(StringBuilder text, Platform platform)
    {
        if (platform.Tools.IsEmpty) return;
        text.Line("\ntools");
        foreach (var t in platform.Tools) text.Line($"  {string.Join(' ', t.Command)}{(t.Note is null ? "" : $"  ({t.Note})")}");
    }

    public static void Write(StringBuilder text, Desired desired)
    {
        text.Line("\nauthorities");
        foreach (var a in desired.Authorities) text.Line($"  {a.Name}: {Source(a.Source)}{(a.Passphrase is null ? "" : " with a passphrase")}");
        text.Line("\nleaves");
        foreach (var l in desired.Leaves) text.Line($"  {l.Name} of {l.Component}: {l.Source.Text()} CN={l.Subject.CommonName} O={l.Subject.Organization} [{string.Join(", ", l.Names.Select(Name))}] {l.Purposes} {l.Key.Text()} {l.Lifetime}");
        text.Line("\nfiles");
        foreach (var f in desired.Files) text.Line($"  {Mode(f.Mode)} {Owner(f.Owner)} {f.Path} ({f.Component}) {Content(f.Content)}");
        text.Line("\nfolders");
        foreach (var f in desired.Folders) text.Line($"  {Mode(f.Mode)} {f.Path} ({f.Component}) {(f.Allowed is { } allowed ? "nothing but ours and: " + string.Join(", ", allowed) : "anything may be in it")}");
        if (!desired.Switched.IsEmpty) text.Line("\nswitched");
        foreach (var f in desired.Switched) text.Line($"  {Mode(f.Mode)} {Owner(f.Owner)} {f.Path} ({f.Component})");
        text.Line("\nedits");
        foreach (var e in desired.Edits)
        {
            text.Line($"  {e.Path} ({e.Component}, {e.Format})");
            foreach (var edit in e.Edits) text.Line($"    {string.Join('.', edit.Key)}{Said(edit)}");
        }

        text.Line("\nsteps");
        foreach (var s in desired.Steps) Write(text, s);
        text.Line("\nlooked at");
        foreach (var p in desired.Documents.Concat(desired.Material).Concat(desired.Listings.Select(static l => l + "/"))) text.Line($"  {p}");
        foreach (var c in desired.Chains) text.Line($"  chains that {c.Caller} follows: {c.MaximumIntermediates} intermediates");
        text.Line("\nnotes");
        foreach (var n in desired.Notes) text.Line($"  {n.Severity} {n.Code} {n.Message}");
    }

    private static void Write(StringBuilder text, RunStep step)
    {
        text.Line($"  {step.Id}: {string.Join(' ', step.Command)}{(step.Folder is null ? "" : $"  (in {step.Folder})")}{(step.OnRemove ? "" : "  not on remove")}{(step.OnApply ? "" : "  on remove only")}{(step.Runs ? "" : "  printed only")}");
        text.Line($"    because {step.Reason}{(step.Interrupts is null ? "" : $"; interrupts {step.Interrupts}")}");
        text.Line($"    after {string.Join(", ", step.After)}");
        if (!step.Rewrites.IsEmpty) text.Line($"    rewrites {string.Join(", ", step.Rewrites)}");
        foreach (var e in step.Evidence) text.Line($"    seen by {e.Source} = {e.Copy}");
    }

    private static string At(Position? at) => at is { } p ? $":{p.Line}:{p.Column}" : "";

    private static string Name(AlternativeName name) => (name.IsAddress ? "IP:" : "DNS:") + name.Value;

    private static string Owner(Owner? owner) => owner is null ? "-" : $"{owner.User}:{owner.Group ?? owner.User}";

    private static string Mode(UnixFileMode mode) => "0" + Convert.ToString((int)mode, 8);

    private static string Said(Edit edit) => edit switch
    {
        Edit.Set set => " = " + Value(set.Value),
        Edit.Block block => (block.First ? " first" : block.Before is { } before ? $" before {before}" : block.After is { } after ? $" after {after}" : " last") + "\n      " + block.Lines.Replace("\n", "\n      ", StringComparison.Ordinal),
        _ => " removed",
    };

    private static string Value(EditValue value) => value switch
    {
        EditValue.Raw r => "~ " + r.Value,
        EditValue.Text t => t.Value,
        EditValue.Number n => n.Value.ToString(CultureInfo.InvariantCulture),
        EditValue.List l => "[" + string.Join(", ", l.Items) + "]",
        EditValue.Flag f => f.Value ? "true" : "false",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Content(FileContent content) => content switch
    {
        FileContent.Known k => "text: " + k.Text.Replace("\n", "\\n", StringComparison.Ordinal),
        FileContent.OfLeaf l => $"{l.Form} of {l.Leaf}{(l.Trust is null ? "" : $" with roots of {l.Trust}")}{(l.Passphrase is null ? "" : " with a passphrase")}",
        FileContent.Bundle b => $"roots of {b.Authority}",
        FileContent.KubernetesSecret k => $"Secret {k.Namespace}/{k.Name} {k.Type} {string.Join("; ", k.Data.Select(static d => d.Key + ": " + string.Join(" + ", d.Parts.Select(Content))))}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Source(AuthoritySource source) => source switch
    {
        AuthoritySource.Generated g => $"made, {g.Key.Text()}, {g.Lifetime}, CN={g.Subject.CommonName}{(g.Intermediate ? ", with an intermediate" : "")}",
        AuthoritySource.Existing e => $"the user's {e.Certificate} + {e.Key}{(e.OnPlace ? " on the place" : "")}",
        AuthoritySource.Brought b => $"brought in {b.Folder}, CA {b.Certificate ?? "looked for there"}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static void Line(this StringBuilder text, string line) => text.Append(line.TrimEnd()).Append('\n');
}
