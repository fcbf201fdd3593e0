using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Etcd;

/// <summary>etcd's settings by the names of its flags, in either of the files that it is given: YAML (<c>--config-file</c>), or lines of environment as Debian's unit reads.</summary>
internal sealed class EtcdConfig
{
    private const string PeerPrefix = "peer-";

    // Below a section of their own in YAML, the same for clients and peers.
    private static readonly ImmutableArray<string> Security = ["cert-file", "key-file", "trusted-ca-file", "client-cert-auth", "auto-tls"];

    private readonly YamlNode.Mapping? yaml;
    private readonly StatementDocument? env;

    private EtcdConfig(string path, ConfigFormat format, YamlNode.Mapping? yaml, StatementDocument? env) => (Path, Format, this.yaml, this.env) = (path, format, yaml, env);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>YAML or lines of environment.</summary>
    public ConfigFormat Format { get; }

    /// <summary>The command line's own arguments, which win over environment; null: none.</summary>
    public string? Flags => env?.Value("DAEMON_ARGS");

    /// <summary>Where its certificates go where nothing else is said.</summary>
    public string Folder => ConfigText.Folder(Path) is var folder && folder == "/etc/default" ? "/etc/etcd/tls" : LexicalPath.Join(folder, "tls");

    /// <summary>What a flag is set to; null: nothing.</summary>
    public string? this[string flag] => Format is ConfigFormat.Yaml ? InYaml(Key(flag)) : env?.Value(Key(flag)[0]) is { Length: > 0 } value ? value : null;

    /// <summary>Where the configuration lies.</summary>
    public static string PathOf(ComponentEntry component) => component.Config ?? "/etc/default/etcd";

    /// <summary>Reads it.</summary>
    public static EtcdConfig Read(ComponentEntry component, ImmutableDictionary<string, string> documents)
    {
        var path = PathOf(component);
        if (!path.EndsWith(".yml", StringComparison.Ordinal) && !path.EndsWith(".yaml", StringComparison.Ordinal)) return new(path, ConfigFormat.Env, null, ConfigText.Read(documents, ConfigFormat.Env, path));
        return new(path, ConfigFormat.Yaml, ConfigText.ReadYaml(documents, path), null);
    }

    /// <summary>A flag that is a text.</summary>
    public Edit Set(string flag, string value) => ConfigText.Set(value, Key(flag));

    /// <summary>A flag that is a truth value.</summary>
    public Edit Set(string flag, bool value) => Format is ConfigFormat.Yaml ? ConfigText.Set(value, Key(flag)) : ConfigText.Set(value ? "true" : "false", Key(flag));

    /// <summary>The names that a client's certificate may have, any one of them (from 3.5.15 on).</summary>
    public Edit SetClientNames(ImmutableArray<string> names) => Format is ConfigFormat.Yaml
        ? new Edit.Set(["client-transport-security", "allowed-hostname"], new EditValue.List(names))
        : Set("client-cert-allowed-hostname", string.Join(',', names));

    /// <summary>
    /// The name that a member's certificate has to have. In YAML up to 3.5.14 no setting says it; but the whole record of TLS is read under its own name too, and in later versions as well
    /// (server/embed/config.go: the field has no name of its own).
    /// </summary>
    public IEnumerable<Edit> SetPeerName(string name) => Format is ConfigFormat.Yaml
        ? [ConfigText.Set(name, "PeerTLSInfo", "AllowedHostname"), new Edit.Remove(["peer-transport-security", "allowed-hostname"]), new Edit.Remove(["peer-transport-security", "allowed-cn"])]
        : [Set("peer-cert-allowed-hostname", name), Remove("peer-cert-allowed-cn")];

    /// <summary>A flag that is not set any more.</summary>
    public Edit Remove(string flag) => new Edit.Remove(Key(flag));

    private string? InYaml(ImmutableArray<string> key)
    {
        YamlNode? node = yaml;
        foreach (var part in key) node = (node as YamlNode.Mapping)?[part];
        return node is YamlNode.Scalar { Value: { Length: > 0 } value } ? value : null;
    }

    private ImmutableArray<string> Key(string flag)
    {
        if (Format is not ConfigFormat.Yaml) return ["ETCD_" + flag.Replace('-', '_').ToUpperInvariant()];
        var isPeers = flag.StartsWith(PeerPrefix, StringComparison.Ordinal);
        var name = isPeers ? flag[PeerPrefix.Length..] : flag;
        return !Security.Contains(name) ? [flag] : [isPeers ? "peer-transport-security" : "client-transport-security", name];
    }
}
