using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Dialects.Platforms;

namespace Linkseal.Dialects.Compose;

/// <summary>One service as a component of the draft.</summary>
/// <param name="Service">The service.</param>
/// <param name="Name">The component's name.</param>
/// <param name="Image">What is known of its image; null: nothing, and it becomes <c>dialect: files</c>.</param>
/// <param name="Request">Where it lies.</param>
/// <param name="File">The compose file.</param>
internal sealed record ComposeComponent(ComposeService Service, string Name, KnownImage? Image, DraftRequest Request, string File)
{
    private const string Guess = "   # check this: ";
    private const string InsideFolder = "/run/tls";
    private static readonly ImmutableArray<string> ConfigEndings = [".conf", ".cfg", ".cnf", ".yml", ".yaml", ".json", ".properties", ".toml"];

    /// <summary>What more than one service mounts: there each has a folder of its own.</summary>
    public ImmutableHashSet<string> Shared { get; init; } = [];

    /// <summary>True: another service calls it.</summary>
    public bool IsCalled { get; init; }

    /// <summary>Writes it, each key that its dialect knows.</summary>
    public void Write(StringBuilder text, IDialect? dialect)
    {
        bool Knows(string key) => dialect is null || dialect.Keys.Contains(key);
        text.Append($"  {Name}:");
        text.Append(Image is null ? $"{Guess}{(Service.Image.Length > 0 ? "nothing is known of " + Service.Image : "it is built here")}; certificates are written, its configuration is yours\n" : "\n");
        text.Append($"    dialect: {Image?.Dialect ?? "files"}\n");
        var config = Config();
        if (Image is not null && Knows("config"))
            text.Append($"    config: {DraftText.Quoted(Shown(config.Path))}{(config.IsSeen ? config.IsOneOfSeveral ? Guess + "one of several that lie there" : "" : Guess + Unseen(Image))}\n");
        var (folder, inside, isNew) = Folder(config);
        if (Knows("folder")) text.Append($"    folder: {DraftText.Quoted(Shown(folder))}{(isNew ? $"{Guess}add \"{folder}:{inside}:ro\" to its volumes" : "")}\n");
        var mounts = Mounts(config, folder, inside, isNew);
        if (Knows("mounts")) text.Append($"    mounts: {{ {string.Join(", ", mounts.Select(static m => $"{DraftText.Quoted(m.Host)}: {DraftText.Quoted(m.Inside)}"))} }}\n");
        WriteNames(text);
        WritePort(text, dialect, config.Path);
        if (Knows("owner")) WriteOwner(text);
        var restart = Compose("restart");
        if (Knows("restart")) text.Append($"    restart: {DraftText.Quoted(restart)}\n");
        if (dialect is not null && Knows("reload")) text.Append($"    reload: {DraftText.Quoted(Image?.Reload is { } how ? Compose(how) : restart)}\n");
    }

    // The certificate names the component by itself; other names are said.
    private void WriteNames(StringBuilder text)
    {
        var names = Service.OtherNames.Prepend(Service.Name).Where(static n => AlternativeName.Parse(n) is not null).Distinct(StringComparer.Ordinal).ToList();
        if (names is [var only] && only == Name) return;
        if (names.Count > 0) text.Append($"    names: [{string.Join(", ", names.Select(DraftText.Quoted))}]\n");
    }

    private void WritePort(StringBuilder text, IDialect? dialect, string config)
    {
        if (dialect is null && !IsCalled) return;
        var entry = new ComponentEntry { Name = new(Name, new Position(1, 1)), Config = config };
        var port = dialect?.Endpoints(entry, ImmutableDictionary<string, string>.Empty) is [var first, ..] ? first.Port : (int?)null;
        if (dialect is null)
        {
            port = Service.Published.Select(static p => (int?)p.Inside).Concat(Service.Exposed.Select(static p => (int?)p)).FirstOrDefault();
            text.Append(port is { } seen ? $"    port: {Number(seen)}{Guess}where it speaks TLS once it does\n" : $"    # port: 8443{Guess}where it speaks TLS once it does\n");
            if (port is null) return;
        }

        if (Service.Published.Where(p => p.Inside == port).Select(static p => (int?)p.Host).FirstOrDefault() is { } host) text.Append($"    address: localhost:{Number(host)}\n");
        else if (AlternativeName.Parse(Service.Name) is not null)
            text.Append($"    address: {DraftText.Quoted(Service.Name)}{Guess}{(port is { } hidden ? $"port {Number(hidden)}" : "its port")} is not published; docker is asked where the container is\n");
    }

    private void WriteOwner(StringBuilder text)
    {
        if (Service.User is { } user) text.Append($"    owner: \"{user}\"\n");
        else if (Image is null) text.Append($"    # owner: \"1000\"{Guess}the numeric user in the container, if it is not root\n");
        else text.Append($"    owner: \"{Number(Image.UserOf(Service.Image))}\"{Guess}the user in {Service.Image}\n");
    }

    // A volume may hold it, with the product's data: nothing is to be mounted over that.
    private string Unseen(KnownImage image) => Service.Volumes.FirstOrDefault(v => image.Config.Any(c => LexicalPath.IsWithin(c, v.Inside))) is { } volume
        ? $"it may lie in {volume.Shown}: copy it from there, mount this one beside the data, never over {volume.Inside}, and have the command name it"
        : $"{File} mounts none; mount this one at {image.Config[0]}{(image.IsFolder ? "" : ", and have the command name it")}";

    // Where the command names a file that is mounted, that one; else where the image looks.
    private ConfigPlace Config()
    {
        if (Image is null) return new("", false);
        var named = Service.Command.Select(static w => w[(w.IndexOf('=') + 1)..]).Where(static w => w.StartsWith('/') && ConfigEndings.Any(e => w.EndsWith(e, StringComparison.Ordinal)));
        foreach (var inside in named.Select(n => Image.IsFolder ? ConfigText.Folder(n) : n).Concat(Image.Config))
        {
            if (Service.Mounts.HostOf(inside) is { } host)
            {
                if (Image.IsFolder || OthersBeside(host) is not [var first, .. var more]) return new(host, true);
                return new(first, true) { IsOneOfSeveral = more.Length > 0 };
            }

            // A single file that is mounted into the place.
            if (Service.Mounts.FirstOrDefault(m => LexicalPath.IsWithin(m.Inside, inside)) is { } file) return new(Image.IsFolder ? ConfigText.Folder(file.Host) : file.Host, true);
        }

        return new(LexicalPath.Resolve(Request.Folder, Image.IsFolder ? Name : $"{Name}/{ConfigText.LastPart(Image.Config[0])}"), false);
    }

    // Where the image looks lie other files of its kind, and not that one.
    private ImmutableArray<string> OthersBeside(string path)
    {
        if (!LexicalPath.IsWithin(path, Request.Folder) || Request.Documents.ContainsKey(Path.GetRelativePath(Request.Folder, path))) return [];
        return [.. Request.Documents.Keys.Select(d => LexicalPath.Join(Request.Folder, d)).Where(d => ConfigText.Folder(d) == ConfigText.Folder(path) && Path.GetExtension(d) == Path.GetExtension(path)).Order(StringComparer.Ordinal)];
    }

    // Within a folder that is mounted anyway, so that compose's file need not change; else one of its own.
    private (string Host, string Inside, bool IsNew) Folder(ConfigPlace config)
    {
        var within = config.IsSeen ? Service.Mounts.Where(m => m.Host != config.Path && LexicalPath.IsWithin(config.Path, m.Host)).MaxBy(static m => m.Host.Length) : null;
        if (within is null && Image is { IsFolder: true } && config.IsSeen) within = Service.Mounts.FirstOrDefault(m => m.Host == config.Path);
        var name = within is not null && Shared.Contains(within.Host) ? "tls-" + Name : "tls";
        return within is null
            ? (LexicalPath.Resolve(Request.Folder, $"tls/{Name}"), InsideFolder, true)
            : (LexicalPath.Join(within.Host, name), LexicalPath.Join(within.Inside, name), false);
    }

    private IEnumerable<(string Host, string Inside)> Mounts(ConfigPlace config, string folder, string inside, bool isNew) =>
    [
        .. isNew ? [(folder, inside)] : (ReadOnlySpan<(string, string)>)[],
        .. config.IsSeen ? Service.Mounts.Where(m => LexicalPath.IsWithin(config.Path, m.Host) || LexicalPath.IsWithin(m.Host, config.Path) || IsBeside(config, m)).Select(static m => (m.Host, m.Inside)).Distinct() : [],
    ];

    // What it reads beside its configuration is another mount of the same folder inside.
    private bool IsBeside(ConfigPlace config, Mount mount) =>
        Image is { IsFolder: false } && Service.Mounts.InsideOf(config.Path) is { } inside && ConfigText.Folder(inside) is { Length: > 1 } folder && LexicalPath.IsWithin(mount.Inside, folder);

    private string Compose(string how) => $"docker compose -f {Shell(LexicalPath.Join(Request.Folder, File))} {how} {Shell(Service.Name)}";

    // A path of the folder is said as the description can say it.
    private string Shown(string path) => !Request.Elsewhere && LexicalPath.IsWithin(path, Request.Folder) && path != Request.Folder ? path[(Request.Folder.TrimEnd('/').Length + 1)..] : path;

    private static string Shell(string word) => word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-') ? word : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Its configuration on the host.</summary>
    /// <param name="Path">Absolute.</param>
    /// <param name="IsSeen">True: it is mounted.</param>
    private sealed record ConfigPlace(string Path, bool IsSeen)
    {
        /// <summary>True: others lie beside it.</summary>
        public bool IsOneOfSeveral { get; init; }
    }
}
