using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Certificates;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Applying;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Tests.Applying;

/// <summary>A small place in a temporary folder with two plans, one after the other, that hold every kind of change.</summary>
internal sealed class Site : IDisposable
{
    public const UnixFileMode Public = (UnixFileMode)0x1A4;
    public const UnixFileMode Private = (UnixFileMode)0x180;
    // In memory where there is such a place: the walks make thousands of these, and their syncs are not what is being judged.
    private static readonly string Base = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    public Site()
    {
        foreach (var folder in (string[])["tls", "conf"]) Directory.CreateDirectory(At(folder));
        Write("conf/app.yml", Configuration, (UnixFileMode)0x1A0);
        Write("tls/theirs.txt", "not ours", Public);
        Write("tls/loose.key", "brought key", Public);
    }

    public const string Configuration = "name: app\n# https:\nport: 80\n";

    public string Folder { get; } = Path.Combine(Base, "linkseal-test-" + Guid.NewGuid().ToString("N")[..12]);

    public string StatePath => At(".linkseal");

    public string At(string name) => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public void Write(string name, string text, UnixFileMode mode)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
        File.SetUnixFileMode(At(name), mode);
    }

    public string Read(string name) => File.ReadAllText(At(name));

    public Applier Applier(IDisk? disk = null, string root = "/") => new(new LocalPlace(disk ?? new LocalDisk(), root), State(disk), TimeProvider.System);

    public StateFolder State(IDisk? disk = null) => new(disk ?? new LocalDisk(), StatePath, null);

    public Inventory Inventory() => InventoryFile.Read(State());

    public ApplyReport Apply(Plan plan, IDisk? disk = null, ApplyOptions? options = null, IApplyListener? listener = null, CancellationTokenSource? cancel = null) =>
        Applier(disk).Apply(plan, new Contents(), options ?? new(), listener ?? new Listener(), cancel?.Token ?? CancellationToken.None);

    /// <summary>The first apply: creates files in an old and a new folder, edits the configuration, tightens a mode.</summary>
    public Plan First() => Based(new()
    {
        Leaves = [Leaf("web")],
        Files = [Put("tls/web.crt", Public, Of(MaterialForm.Chain)), Put("tls/web.key", Private, Of(MaterialForm.Key)), Put("made/deep/ca.crt", Public, Known("root 1")), Mode("tls/loose.key", Private)],
        Edits = [Edit("conf/app.yml", Configuration, Configuration.Replace("# https:", "https: 1", StringComparison.Ordinal), "# https:\n", "https: 1\n")],
        Folders = [new(At("tls"), "web", (UnixFileMode)0x1ED, null), new(At("made/deep"), "web", (UnixFileMode)0x1E8, [])],
    });

    /// <summary>The second apply: renews, removes a file with its folder, changes the edit.</summary>
    public Plan Second() => Based(new()
    {
        Leaves = [Leaf("web-2")],
        Files =
        [
            Put("tls/web.crt", Public, new FileContent.OfLeaf("web-2", MaterialForm.Chain)), Put("tls/web.key", Private, new FileContent.OfLeaf("web-2", MaterialForm.Key)),
            Put("other/new.crt", Public, Known("root 2")), Remove("made/deep/ca.crt"),
        ],
        Edits = [Edit("conf/app.yml", Configuration.Replace("# https:", "https: 1", StringComparison.Ordinal), Configuration.Replace("# https:", "https: 2", StringComparison.Ordinal), "# https:\n", "https: 2\n")],
        Folders = [new(At("tls"), "web", (UnixFileMode)0x1ED, null)],
    });

    public FileChange Put(string name, UnixFileMode mode, FileContent content) => new()
    {
        Action = File.Exists(At(name)) ? ChangeAction.Update : ChangeAction.Create,
        Path = At(name),
        Component = "web",
        Reason = "a test",
        File = new() { Path = At(name), Component = "web", Content = content, Mode = mode },
    };

    public FileChange Remove(string name) => new() { Action = ChangeAction.Remove, Path = At(name), Component = "web", Reason = "a test" };

    public FileChange Mode(string name, UnixFileMode mode) => Put(name, mode, Known("")) with { ModeOnly = true, Action = ChangeAction.Update };

    public EditChange Edit(string name, string before, string after, string original, string ours) =>
        new(At(name), "web", ConfigFormat.Yaml, "a test", before, after, [new(["https"], original, ours, AppliedEditKind.Lines)]);

    public static FileContent.Known Known(string text) => new(text);

    public static FileContent.OfLeaf Of(MaterialForm form) => new("web", form);

    public static LeafToIssue Leaf(string name) => new(
        new()
        {
            Name = name,
            Component = "web",
            Source = new LeafSource.Made("internal"),
            Subject = new() { CommonName = "web" },
            Names = [AlternativeName.Parse("web.internal")!],
            Purposes = Purposes.Server,
        },
        "it is new",
        null);

    /// <summary>Fills in the basis, as the planner does from what it observed.</summary>
    public static Plan Based(Plan plan)
    {
        var paths = plan.Files.Where(static f => !f.ModeOnly).Select(static f => f.Path).Concat(plan.Edits.Select(static e => e.Path));
        var states = new LocalPlace(new LocalDisk()).Following(plan.Switches.Select(static s => s.Folder), Core.Planning.Inventory.Empty).Observe(paths, CancellationToken.None);
        return plan with { Basis = states.ToImmutableDictionary(static s => s.Key, static s => s.Value.Sha256) };
    }

    /// <summary>Everything outside the state: path → mode and content, or where a link leads.</summary>
    public SortedDictionary<string, string> Tree()
    {
        var tree = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Entries(Folder))
        {
            var name = Path.GetRelativePath(Folder, path);
            if (name.StartsWith(".linkseal" + Path.DirectorySeparatorChar, StringComparison.Ordinal) || name == ".linkseal") continue;
            if (new FileInfo(path).LinkTarget is { } target)
            {
                tree[name] = "link to " + target;
                continue;
            }

            var mode = Convert.ToString((int)File.GetUnixFileMode(path), 8);
            tree[name] = Directory.Exists(path) ? $"{mode} folder" : $"{mode} {File.ReadAllText(path)}";
        }

        return tree;
    }

    /// <summary>Everything below a folder, what lies behind a link not again.</summary>
    public static IEnumerable<string> Entries(string folder)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder))
        {
            yield return path;
            if (!Directory.Exists(path) || new FileInfo(path).LinkTarget is not null) continue;
            foreach (var below in Entries(path)) yield return below;
        }
    }
}

/// <summary>Content that says what it is, so that a torn or mixed file is seen.</summary>
internal sealed class Contents : IContentSource
{
    public ReadOnlyMemory<byte> Resolve(DesiredFile file) => Encoding.UTF8.GetBytes(file.Content switch
    {
        FileContent.Known known => known.Text,
        FileContent.OfLeaf leaf => $"-- {leaf.Form} of {leaf.Leaf} --",
        _ => "-- bundle --",
    });

    public InstalledLeaf Issued(string leaf) => new("web", "spec", DiskExtensions.Sha256(Encoding.UTF8.GetBytes(leaf)), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "internal", "aa", 1, ["web.internal"]);
}

/// <summary>Writes down what it hears.</summary>
internal sealed class Listener : IApplyListener
{
    public List<string> Heard { get; } = [];

    public Action<string>? OnPhase { get; init; }

    public Action<PlannedStep>? OnStepEnd { get; init; }

    public void Phase(string name, int count)
    {
        Heard.Add(name);
        OnPhase?.Invoke(name);
    }

    public void Progress()
    {
    }

    public void StepStarts(PlannedStep step) => Heard.Add("start " + step.Step.Id);

    public void StepPrints(string line, bool isError) => Heard.Add((isError ? "error: " : "") + line);

    public void StepEnds(PlannedStep step, int exitCode)
    {
        Heard.Add($"end {step.Step.Id} {exitCode}");
        OnStepEnd?.Invoke(step);
    }
}
