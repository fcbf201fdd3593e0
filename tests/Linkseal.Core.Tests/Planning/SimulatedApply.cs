using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Tests.Planning;

/// <summary>What a faithful apply leaves, as records: files with their hashes, parsed material, verified signatures, the inventory.</summary>
internal static class SimulatedApply
{
    public static Observed Of(Plan plan, Desired desired, Observed before, bool runSteps = true)
    {
        var after = plan.Authorities.Aggregate(before, static (o, a) => Make(o, a));
        after = plan.Leaves.Aggregate(after, Issue);
        after = plan.Files.Aggregate(after, Write);
        after = plan.Switches.Aggregate(after, Switch);
        after = plan.Edits.Aggregate(after, Edit);
        var forgotten = after.Inventory.Files.RemoveRange(plan.Forgotten);
        var inUse = forgotten.Values.Select(static f => f.Leaf).ToHashSet();
        var inventory = after.Inventory with
        {
            Files = forgotten,
            Leaves = after.Inventory.Leaves.RemoveRange(after.Inventory.Leaves.Keys.Where(l => !inUse.Contains(l))),
            PendingSteps = after.Inventory.PendingSteps.RemoveRange(plan.StepsSeen),
        };
        after = after with { Inventory = inventory };
        foreach (var step in plan.Steps) after = runSteps ? Run(after, step) : Remember(after, step);
        return after with { Listings = Listings(desired, after).SetItems(SwitchedListings(desired, after)) };
    }

    // The link, the new generation's folder, and the end of the one before the last.
    private static Observed Switch(Observed o, FolderSwitch change)
    {
        var (folder, known) = (change.Folder, o.Inventory.Switched.GetValueOrDefault(change.Folder.Path));
        if (known?.Previous is { } previous && previous != change.From) o = o.Without(folder.Generation(previous));
        if (change.To is not { } to) return (o with { Inventory = o.Inventory with { Switched = o.Inventory.Switched.Remove(folder.Path) } }).Without(folder.Current).Without(folder.Generation(change.From!.Value));
        foreach (var file in change.Files)
        {
            var state = o.Files[file.File.Path] with { Mode = file.File.Mode };
            o = o.With(file.File.Path, state).With(folder.Generation(to) + "/" + Path.GetFileName(file.File.Path), state);
            if (!o.Inventory.Files.ContainsKey(file.File.Path)) o = o with { Inventory = o.Inventory with { Files = o.Inventory.Files.SetItem(file.File.Path, new(folder.Component, state.Sha256!, null, null)) } };
        }

        var installed = new InstalledSwitch(folder.Component, to, folder.Owner) { Previous = change.Retired.IsEmpty ? null : change.From };
        return (o with { Inventory = o.Inventory with { Switched = o.Inventory.Switched.SetItem(folder.Path, installed) } })
            .With(folder.Current, new(FileKind.Symlink) { Target = $"{to}" }).With(folder.Generation(to), new(FileKind.Folder));
    }

    private static Dictionary<string, ImmutableArray<string>> SwitchedListings(Desired desired, Observed o)
    {
        var listings = new Dictionary<string, ImmutableArray<string>>();
        foreach (var path in desired.Switched.Select(static s => s.Path).Concat(o.Inventory.Switched.Keys).Distinct())
        {
            foreach (var folder in (string[])[path, path + "/current"])
            {
                listings[folder] = [.. o.Files.Where(p => p.Value.Kind is not FileKind.Missing && Path.GetDirectoryName(p.Key) == folder).Select(static p => Path.GetFileName(p.Key)).Order(StringComparer.Ordinal)];
            }
        }

        return listings;
    }

    private static Observed Make(Observed o, AuthorityToMake made)
    {
        var root = Shop.Root($"{made.Spec.Name} {made.Generation}");
        var facts = new AuthorityFacts(made.Spec.Name, made.Generation, root, root, "PEM of " + root.Sha256, CanSign: true);
        return o with
        {
            Authorities = o.Authorities.SetItem(made.Spec.Name, facts),
            Signatures = new(o.Signatures.Pairs.Add((root.Sha256, root.Sha256))),
        };
    }

    private static Observed Issue(Observed o, LeafToIssue due)
    {
        var leaf = due.Spec;
        if (due.Brought is { } brought) return Install(o, leaf, brought.Certificate, null);
        var issuer = o.Authorities[((LeafSource.Made)leaf.Source).Authority];
        var serial = o.Inventory.Leaves.TryGetValue(leaf.Name, out var old) ? old.Sha256[..8] : "01";
        var certificate = Shop.Certificate(leaf, issuer.Issuer, o.Now.AddMinutes(-5), leaf.Lifetime.After(o.Now), serial);
        return Install(o with { Signatures = new(o.Signatures.Pairs.Add((certificate.Sha256, issuer.Issuer.Sha256))) }, leaf, certificate, issuer);
    }

    private static Observed Install(Observed o, LeafSpec leaf, CertificateFacts certificate, AuthorityFacts? issuer)
    {
        var installed = new InstalledLeaf(leaf.Component, leaf.Fingerprint(), certificate.Sha256, certificate.NotBefore, certificate.NotAfter,
            issuer?.Name, issuer?.Issuer.Sha256, issuer?.Generation ?? 0, [.. certificate.Names.Select(static n => n.Value)]);
        return o with
        {
            Inventory = o.Inventory with { Leaves = o.Inventory.Leaves.SetItem(leaf.Name, installed) },
            Material = o.Material.SetItem("leaf:" + leaf.Name, new() { Certificates = [certificate] }),
        };
    }

    private static Observed Write(Observed o, FileChange change)
    {
        if (change.Action is ChangeAction.Remove) return (o with { Inventory = o.Inventory with { Files = o.Inventory.Files.Remove(change.Path) } }).Without(change.Path);
        var file = change.File!;
        var owner = file.Owner ?? new(0, 0);
        if (change.ModeOnly) return o.With(file.Path, o.Files[file.Path] with { Mode = file.Mode, User = owner.User, Group = owner.Group ?? owner.User });
        var (content, material, leaf, authority) = Resolve(o, file.Content);
        return o.With(file.Path, Shop.Regular(content, file.Mode) with { User = owner.User, Group = owner.Group ?? owner.User }) with
        {
            Material = material is null ? o.Material : o.Material.SetItem(file.Path, material),
            Inventory = o.Inventory with { Files = o.Inventory.Files.SetItem(file.Path, new(file.Component, Shop.Hash(content), leaf, authority) { Shape = file.Content is FileContent.KubernetesSecret secret ? SecretManifest.Shape(secret) : null }) },
        };
    }

    private static (string Content, MaterialFacts? Material, string? Leaf, string? Authority) Resolve(Observed o, FileContent content)
    {
        switch (content)
        {
            case FileContent.Known known:
                return (known.Text, null, null, null);
            case FileContent.Bundle bundle:
                var facts = o.Authorities[bundle.Authority];
                return (facts.Bundle, new() { Certificates = [facts.Root] }, null, bundle.Authority);
            case FileContent.KubernetesSecret secret:
                var parts = secret.Parts.Select(p => (Part: p, Holds: Resolve(o, p))).ToList();
                var text = Encoding.UTF8.GetString(SecretManifest.Write(secret, part => Encoding.UTF8.GetBytes(parts.Find(p => p.Part == part).Holds.Content)));
                var own = parts.Where(p => secret.LeafName is null || p.Part.LeafName is not null).Select(static p => p.Holds.Material).OfType<MaterialFacts>().ToList();
                return (text, new() { Certificates = [.. own.SelectMany(static m => m.Certificates)], Keys = [.. own.SelectMany(static m => m.Keys)] }, secret.LeafName, secret.Trusts.FirstOrDefault());
            default:
                var of = (FileContent.OfLeaf)content;
                var certificate = o.Material["leaf:" + of.Leaf].Certificates[0];
                var key = new KeyFacts(certificate.KeyAlgorithm, certificate.KeyBits, certificate.PublicKeySha256, Encrypted: false);
                var material = new MaterialFacts
                {
                    Certificates = of.Form is MaterialForm.Key ? [] : [certificate],
                    Keys = of.Form is MaterialForm.Chain or MaterialForm.Certificate ? [] : [key],
                };
                return ($"{of.Form} of {certificate.Sha256}", material, of.Leaf, null);
        }
    }

    private static Observed Edit(Observed o, EditChange change)
    {
        var edits = change.Applied.IsEmpty
            ? o.Inventory.Edits.Remove(change.Path)
            : o.Inventory.Edits.SetItem(change.Path, new(change.Component, change.Format, Shop.Hash(change.After), change.Applied));
        return o.With(change.Path, Shop.Regular(change.After, Shop.PublicMode)) with
        {
            Documents = o.Documents.SetItem(change.Path, change.After),
            Inventory = o.Inventory with { Edits = edits },
        };
    }

    private static Observed Run(Observed o, PlannedStep step)
    {
        o = o with { Inventory = o.Inventory with { PendingSteps = o.Inventory.PendingSteps.Remove(step.Step.Id) } };
        return step.Step.Evidence.Aggregate(o, static (seen, sign) => seen.With(sign.Copy, seen.Files.GetValueOrDefault(sign.Source, FileState.Missing)));
    }

    private static Observed Remember(Observed o, PlannedStep step) =>
        o with { Inventory = o.Inventory with { PendingSteps = o.Inventory.PendingSteps.SetItem(step.Step.Id, step.Reason) } };

    private static ImmutableDictionary<string, ImmutableArray<string>> Listings(Desired desired, Observed o) =>
        desired.Folders.ToImmutableDictionary(static f => f.Path, f => o.Files
            .Where(p => p.Value.Kind is not FileKind.Missing && p.Key.StartsWith(f.Path + "/", StringComparison.Ordinal))
            .Select(p => p.Key[(f.Path.Length + 1)..]).Order(StringComparer.Ordinal).ToImmutableArray());
}
