using System.Collections.Immutable;
using System.Text;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The text of the first description.</summary>
internal static class TiDbDraftText
{
    public static string Of(DraftRequest request, TiDbDraftFiles found) => Of(request, found, TiDbDraftList.Of(request, Of(request, found, []), found.HasRoot));

    private static string Of(DraftRequest request, TiDbDraftFiles found, ImmutableArray<TiDbDraftList> lists)
    {
        var text = new StringBuilder();
        Head(text, request);
        if (found.HasRoot) text.Append("root: ").Append(DraftText.Quoted(request.Folder)).Append("  # HOST/etc/… below it is what lies on HOST; what lies on this machine, directly below it\n");
        text.Append("settings:\n  version: ").Append(TiDbVersion.Newest).Append("  # check this: SELECT tidb_version() shows it\n");
        text.Append("  state: new                      # check this: running, where the cluster holds data: all of it is stopped, then started\n  instances:\n");
        foreach (var product in TiDbProduct.All)
        {
            TiDbDraftFile[] files = [.. found.Files.Where(f => f.Role == product.Name)];
            if (files.Length > 0) text.Append("    ").Append(product.Name).Append(":\n");
            for (var i = 0; i < files.Length; i++) text.Append("      - { ").Append(Instance(found, product, files, i)).Append(" }").Append(Asked(product, files, i)).Append('\n');
        }

        Callers(text, lists);
        Options(text);
        foreach (var passed in found.Passed) text.Append("# not taken: ").Append(UserWord.Shown(passed.Path)).Append(": ").Append(passed.Reason).Append('\n');
        return text.ToString();
    }

    public static void Head(StringBuilder text, DraftRequest request)
    {
        text.Append(DraftText.Schema(request));
        text.Append("# TLS between all components of a TiDB cluster. `linkseal show` lists everything.\n");
        text.Append("platform: ").Append(request.PlatformName ?? "tidb").Append('\n').Append("profile: tidb\n");
    }

    private static string Instance(TiDbDraftFiles found, TiDbProduct product, TiDbDraftFile[] files, int i)
    {
        var file = files[i];
        List<string> parts = ["host: " + DraftText.Quoted(file.Host)];
        if (Name(product, files, i) is { } name) parts.Add("name: " + DraftText.Quoted(name));
        parts.Add("config: " + DraftText.Quoted(file.OnHost));
        if (product.HasLearner && found.LearnerOf(file) is { } learner) parts.Add("learner: " + DraftText.Quoted(learner.OnHost));
        return string.Join(", ", parts);
    }

    /// <summary>A member's name where several have to tell each other apart; a label where one host runs several of a product.</summary>
    private static string? Name(TiDbProduct product, TiDbDraftFile[] files, int i)
    {
        if (HasMembers(product))
        {
            if (files.Length == 1 || files[i].Toml?.Text("name") is { Length: > 0 }) return null;
            return Listed(files[i]) is { } members ? members.FirstOrDefault(m => m.Host == files[i].Host)?.Member : $"{product.Name}-{i + 1}";
        }

        return files.Count(f => f.Host == files[i].Host) > 1 ? $"{files[i].Host}-{files.Take(i + 1).Count(f => f.Host == files[i].Host)}" : null;
    }

    private static string Asked(TiDbProduct product, TiDbDraftFile[] files, int i) => HasMembers(product) && Name(product, files, i) is not null && Listed(files[i]) is null
        ? "  # check this: the member's name, as in its --name"
        : product.OwnVersion ? "  # add its version, as version: v1.3.0" : "";

    private static bool HasMembers(TiDbProduct product) => product.Urls.Any(static u => u.Rule is TiDbUrlRule.Members);

    /// <summary>The members that <c>initial-cluster</c> names; null: it is not written.</summary>
    private static TiDbUrl[]? Listed(TiDbDraftFile file) => file.Toml?.Text("initial-cluster") is { Length: > 0 } written ? TiDbUrl.ParseAll(written) : null;

    private static void Callers(StringBuilder text, ImmutableArray<TiDbDraftList> lists)
    {
        text.Append(lists.IsEmpty
            ? "  # callers: named                # lists of who may call; default: require, any certificate of the authority\n"
            : "  callers:  # the lists as they stand, with the names that Linkseal's certificates have; named: derived from the links\n");
        foreach (var (list, names, added) in lists)
        {
            text.Append("    ").Append(list).Append(": ").Append(names.IsEmpty ? "require" : "[" + string.Join(", ", names.Select(DraftText.Quoted)) + "]");
            text.Append(added.IsEmpty ? "\n" : $"  # added: {string.Join(", ", added)}\n");
        }
    }

    private static void Options(StringBuilder text)
    {
        text.Append("  # mysql: true                   # the SQL port too\n");
        text.Append("  # owner: \"1000:1000\"            # the user of the services, who reads the keys: `id tidb` on a host\n");
        text.Append("  # tools: each                   # a certificate for each tool; default: shared\n");
        text.Append("# authority:                      # default: an ECDSA authority in .linkseal/ beside this file\n");
        text.Append("#   existing: { certificate: ca.crt, key: ca.key }\n");
    }
}
