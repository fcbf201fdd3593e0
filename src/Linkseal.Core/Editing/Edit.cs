using System.Collections.Immutable;

namespace Linkseal.Core.Editing;

/// <summary>The formats of configuration that Linkseal edits without losing a byte that it did not have to change.</summary>
public enum ConfigFormat
{
    /// <summary>YAML 1.1/1.2, located with YamlDotNet's marks.</summary>
    Yaml,

    /// <summary>TOML 1.0.</summary>
    Toml,

    /// <summary>A line is <c>key value</c>, words in quotes where they need them: redis.conf, valkey.conf, sentinel.conf. The last of a repeated key counts.</summary>
    KeyValue,

    /// <summary><c>key value</c> lines without any quotes; a <c>listener</c> or <c>connection</c> line begins a section: mosquitto.conf.</summary>
    Mosquitto,

    /// <summary>A line is an argument of the command line, with or without a value: memcached.conf. Each counts.</summary>
    Memcached,

    /// <summary><c>key = 'value' # comment</c>, the sign optional, keys in any case: postgresql.conf.</summary>
    PostgreSql,

    /// <summary><c>key = value</c>, no quotes: rabbitmq.conf.</summary>
    RabbitMq,

    /// <summary><c>KEY="value"</c>, as a shell or systemd reads it: /etc/default/etcd, rabbitmq-env.conf.</summary>
    Env,

    /// <summary>Java properties: server.properties of Kafka, keycloak.conf, application.properties.</summary>
    Properties,

    /// <summary><c>[section]</c>s of <c>key = value</c> and of keys alone, <c>-</c> and <c>_</c> the same: my.cnf of MariaDB and MySQL.</summary>
    Ini,

    /// <summary>Rows of words, each of which counts: pg_hba.conf, pg_ident.conf.</summary>
    PgHba,

    /// <summary><c>name arguments;</c> and <c>name arguments { … }</c>: nginx.conf. Each counts.</summary>
    Nginx,

    /// <summary>Sections that a word at the beginning of a line opens (<c>frontend web</c>), with lines of words: haproxy.cfg. Each counts.</summary>
    HaProxy,

    /// <summary><c>key: value</c>, <c>key = value</c>, <c>key value</c> and <c>key { … }</c>: nats-server.conf.</summary>
    Nats,

    /// <summary>JSON with comments and trailing commas, as .NET reads it: appsettings.json.</summary>
    Json,
}

/// <summary>One change to a configuration file, by the key's path, never by offset.</summary>
/// <param name="Key">
/// The path of mapping keys from the document's root. A part <c>[name=value]</c> is the entry of a list whose <c>name</c> is <c>value</c>,
/// a part <c>[2]</c> the third entry. In formats of statements a part is a statement's first words: <c>listen</c>, <c>server s1</c>, <c>frontend web</c>; what follows
/// them is the value. <c>[2]</c> behind a part is the third statement in its section that begins so, the number after the last is a new one (never together with
/// a removal that would move the numbers); <c>[server_name=x]</c> is the section in which such a setting stands.
/// </param>
public abstract record Edit(ImmutableArray<string> Key)
{
    /// <summary>The setting has this value afterwards; a commented-out default becomes the setting in its place.</summary>
    /// <param name="Key">The path of mapping keys.</param>
    /// <param name="Value">The value.</param>
    public sealed record Set(ImmutableArray<string> Key, EditValue Value) : Edit(Key)
    {
        /// <summary>The key of the same mapping behind which a new setting goes; null, or where there is no such key: behind the last.</summary>
        public string? After { get; init; }
    }

    /// <summary>The setting is gone afterwards.</summary>
    /// <param name="Key">The path of mapping keys.</param>
    public sealed record Remove(ImmutableArray<string> Key) : Edit(Key);

    /// <summary>These lines stand together afterwards, each a statement of its own: rows of a table, a new <c>server { … }</c>. For formats of statements.</summary>
    /// <param name="Section">The path of the section in which they stand; empty: none.</param>
    /// <param name="Name">A short name, by which the block is remembered; unique in its section.</param>
    /// <param name="Lines">The lines, four blanks for each step deeper; indents and line ends become those of the file.</param>
    public sealed record Block(ImmutableArray<string> Section, string Name, string Lines) : Edit([.. Section, $"{{{Name}}}"])
    {
        /// <summary>True: only what Linkseal wants itself stands above them in their section. Else they go to its end.</summary>
        public bool First { get; init; }

        /// <summary>The statement of the same section above which they stand; null: it does not matter.</summary>
        public string? Before { get; init; }

        /// <summary>The statement of the same section below which they stand; null: it does not matter.</summary>
        public string? After { get; init; }
    }
}

/// <summary>A value to write; the format decides on quotes.</summary>
public abstract record EditValue
{
    private EditValue()
    {
    }

    /// <summary>A string.</summary>
    /// <param name="Value">The string.</param>
    public sealed record Text(string Value) : EditValue;

    /// <summary>A whole number.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Number(long Value) : EditValue;

    /// <summary>A truth value.</summary>
    /// <param name="Value">The value.</param>
    public sealed record Flag(bool Value) : EditValue;

    /// <summary>Text as the format spells it, quotes and all: the arguments of a statement. Formats of statements only. Empty: none.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Raw(string Value) : EditValue;

    /// <summary>A list of strings, written on one line.</summary>
    /// <param name="Items">The strings, in order.</param>
    public sealed record List(ImmutableArray<string> Items) : EditValue
    {
        /// <summary>Equal by the items, in order.</summary>
        public bool Equals(List? other) => other is not null && Items.SequenceEqual(other.Items, StringComparer.Ordinal);

        /// <inheritdoc/>
        public override int GetHashCode() => Items.Aggregate(17, static (hash, item) => HashCode.Combine(hash, item));
    }
}

/// <summary>An edit that was made: how to find ours again, and what stood there before.</summary>
/// <param name="Key">The path of the setting, or of the block's first key.</param>
/// <param name="Original">The text that was replaced, whole lines or one value; empty: nothing stood there.</param>
/// <param name="Ours">The text that stands there now; empty: it was removed.</param>
/// <param name="Kind">What the two texts are.</param>
public sealed record AppliedEdit(ImmutableArray<string> Key, string Original, string Ours, AppliedEditKind Kind)
{
    /// <summary>
    /// Where lines were removed, or added beside others that say the same, the lines that stood before them, back to the first that is neither empty nor a comment,
    /// between <c>\n</c>; null: none did, or it does not matter.
    /// </summary>
    public string? LinesBefore { get; init; }

    /// <summary>The same for the lines after them, on to the first that is neither empty nor a comment.</summary>
    public string? LinesAfter { get; init; }

    /// <summary>Equal by what the edits say: the path's keys one by one.</summary>
    public bool Equals(AppliedEdit? other) =>
        other is not null && Key.SequenceEqual(other.Key) && (Original, Ours, Kind, LinesBefore, LinesAfter) == (other.Original, other.Ours, other.Kind, other.LinesBefore, other.LinesAfter);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(string.Join('\n', Key), Original, Ours, Kind);
}

/// <summary>What the texts of an <see cref="AppliedEdit"/> are.</summary>
public enum AppliedEditKind
{
    /// <summary>One scalar within its line, or a flow mapping that lost an entry.</summary>
    Value,

    /// <summary>
    /// Whole lines, with their line ends. Original and ours have the same number of lines (a commented-out block that became
    /// the setting), or one of them is empty. Lines added at the end of a text without a final line end begin with one instead.
    /// </summary>
    Lines,

    /// <summary>One entry of a flow mapping, with its comma; statements within a line.</summary>
    Entry,
}
