// A process to be killed: applies one generation of files to a folder. Arguments: FOLDER COUNT GENERATION [switched].
// With the last one the files of each folder lie behind a link and change together.
// Says "ready" when the apply begins and "done" when it has ended.
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Applying;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

var (folder, count, generation) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture), args[2]);
var switched = args.Length > 3;
var folders = Enumerable.Range(0, count).Select(i => new SwitchedFolder(Path.Combine(folder, $"c{i}"), "c", (UnixFileMode)0x1ED)).ToImmutableArray();
var disk = new LocalDisk();
var place = new LocalPlace(disk);
var applier = new Applier(place, new StateFolder(disk, Path.Combine(folder, ".linkseal"), null), TimeProvider.System);
var files = Enumerable.Range(0, count).SelectMany(i => (FileChange[])[Put($"c{i}/", "tls.crt", (UnixFileMode)0x1A4), Put($"c{i}/", "tls.key", DiskExtensions.OwnerOnly)]).ToImmutableArray();
var basis = switched ? ImmutableDictionary<string, string?>.Empty : place.Observe(files.Select(static f => f.Path), CancellationToken.None).ToImmutableDictionary(static s => s.Key, static s => s.Value.Sha256);
var switches = switched ? folders.Select(Switch).ToImmutableArray() : [];
Console.Out.WriteLine("ready");
Console.Out.Flush();
var report = applier.Apply(new() { Files = files, Switches = switches, Basis = basis }, new Known(), new(), new Silent(), CancellationToken.None);
Console.Out.WriteLine(report.End == ApplyEnd.Done ? "done" : $"{report.End}: {report.Failure}");
return report.End == ApplyEnd.Done ? 0 : 3;

FolderSwitch Switch(SwitchedFolder switchedFolder)
{
    var from = SwitchedFolder.GenerationOf(new FileInfo(switchedFolder.Current).LinkTarget);
    return new()
    {
        Folder = switchedFolder,
        From = from,
        To = (from ?? 0) + 1,
        Files = [.. files.Where(f => Path.GetDirectoryName(f.Path) == switchedFolder.Current).Select(static f => new SwitchedFile(f.File!, Carried: false, null))],
        Retired = from is null ? [] : ["tls.crt", "tls.key"],
    };
}

FileChange Put(string component, string file, UnixFileMode mode)
{
    var name = component + file;
    var path = Path.Combine(folder, component, switched ? SwitchedFolder.Link : "", file);
    return new()
    {
        Action = ChangeAction.Update,
        Path = path,
        Component = "c",
        Reason = "a new generation",
        File = new() { Path = path, Component = "c", Content = new FileContent.Known($"generation {generation} of {name}\n"), Mode = mode },
    };
}

internal sealed class Known : IContentSource
{
    public ReadOnlyMemory<byte> Resolve(DesiredFile file) => Encoding.UTF8.GetBytes(((FileContent.Known)file.Content).Text);

    public InstalledLeaf Issued(string leaf) => throw new NotSupportedException(leaf);
}

internal sealed class Silent : IApplyListener
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
