using System.Collections.Frozen;

namespace Linkseal.Core.Editing.Statements;

/// <summary>The grammars, one for each format. What is said here of a format its product's documentation or source says.</summary>
internal static class Grammars
{
    private static readonly FrozenDictionary<ConfigFormat, Grammar> All = new Dictionary<ConfigFormat, Grammar>
    {
        // redis.io, "Configuration"; sdssplitargs: both quotes, \xHH and letters within "…", only \' within '…'; a comment begins its line.
        [ConfigFormat.KeyValue] = new("lines of a key and its values")
        {
            Words = new() { Quotes = "\"'", QuotesInside = true, Escapes = "\"", EscapesItself = "'", Letters = "n\nr\rt\tb\ba\a", Numbers = "x2" },
            Fold = static name => name.ToLowerInvariant(),
            True = ["yes"],
            False = ["no"],
            Includes = ["include"],
        },

        // mosquitto.conf(5): a value is the rest of the line, without quotes; settings below a listener or a connection are its own.
        [ConfigFormat.Mosquitto] = new("mosquitto.conf")
        {
            Commented = CommentedForm.Tight,
            RestIsValue = true,
            SectionWords = ["listener", "connection"],
            Includes = ["include_dir"],
        },

        // Debian's start-memcached: each line is an argument, lines with a comment mark first are none.
        [ConfigFormat.Memcached] = new("memcached.conf") { RestIsValue = true, EachCounts = true },

        // PostgreSQL, "Setting Parameters" and guc-file.l.
        [ConfigFormat.PostgreSql] = new("postgresql.conf")
        {
            CommentPlace = CommentPlace.Anywhere,
            Commented = CommentedForm.Signed,
            Words = new() { Quotes = "'", Doubles = "'", Escapes = "'", Letters = "n\nr\rt\tb\bf\f", PrefersQuotes = true },
            Sign = SignRule.OptionalEquals,
            NewSign = " = ",
            Fold = static name => name.ToLowerInvariant(),
            True = ["on", "true", "yes", "1"],
            False = ["off", "false", "no", "0"],
            Includes = ["include", "include_if_exists", "include_dir"],
        },

        // rabbitmq.com, "Configuration"; cuttlefish's grammar: a comment begins anywhere, '…' since 3.13 for values that hold its mark.
        [ConfigFormat.RabbitMq] = new("rabbitmq.conf")
        {
            CommentPlace = CommentPlace.Anywhere,
            Commented = CommentedForm.Signed,
            Words = new() { Quotes = "'" },
            Sign = SignRule.Equals,
            NewSign = " = ",
            RestIsValue = true,
        },

        // systemd.exec(5), EnvironmentFile; sh(1).
        [ConfigFormat.Env] = new("lines of NAME=value")
        {
            CommentPlace = CommentPlace.AfterBlank,
            Commented = CommentedForm.Signed,
            Words = new() { Quotes = "\"'", Escapes = "\"", Letters = "", Escapable = "\"\\$`", Bare = "_-./:@,+%" },
            Sign = SignRule.Equals,
            NewSign = "=",
            RestIsValue = true,
            GoesOnBelow = true,
        },

        // java.util.Properties.load.
        [ConfigFormat.Properties] = new("properties")
        {
            Comments = ["#", "!"],
            Commented = CommentedForm.Signed,
            Words = new() { EscapesOutside = true, Letters = "n\nr\rt\tf\f", Numbers = "u4" },
            Sign = SignRule.Loose,
            NewSign = "=",
            RestIsValue = true,
            GoesOnBelow = true,
        },

        // MariaDB, "Configuring MariaDB with Option Files"; my_default.c.
        [ConfigFormat.Ini] = new("an option file")
        {
            Comments = ["#", ";"],
            CommentPlace = CommentPlace.Anywhere,
            Commented = CommentedForm.Signed,
            Words = new() { Quotes = "\"'", Escapes = "\"'", EscapesOutside = true, Letters = "n\nr\rt\tb\bs ", Escapable = "\\\"'" },
            Sign = SignRule.Equals,
            NewSign = " = ",
            RestIsValue = true,
            HasBrackets = true,
            SectionsMerge = true,
            Fold = static name => name.Replace('-', '_'),
            True = ["ON", "on", "TRUE", "true", "1"],
            False = ["OFF", "off", "FALSE", "false", "0"],
            Includes = ["!include", "!includedir"],
        },

        // PostgreSQL, "The pg_hba.conf File" and hba.c: "" within quotes, \ at the end of a line from version 14 on.
        [ConfigFormat.PgHba] = new("rows of pg_hba.conf")
        {
            CommentPlace = CommentPlace.Anywhere,
            Commented = CommentedForm.None,
            Words = new() { Quotes = "\"", Doubles = "\"", QuotesInside = true, GoesOnAfterQuotes = true, GoesOnAfterComma = true },
            GoesOnBelow = true,
            EachCounts = true,
            Includes = ["include", "include_if_exists", "include_dir"],
        },

        // nginx.org, "Beginner's Guide"; ngx_conf_read_token.
        [ConfigFormat.Nginx] = new("nginx.conf")
        {
            HasBraces = true,
            CommentPlace = CommentPlace.AfterBlank,
            Words = new() { Quotes = "\"'", Escapes = "\"'", EscapesOutside = true, Escapable = "\"'\\", Ends = ";{", HasVariables = true, SpansLines = true },
            EachCounts = true,
            True = ["on"],
            False = ["off"],
            Terminator = ";",
            Includes = ["include"],
        },

        // HAProxy configuration manual, "2.2. Quoting and escaping".
        [ConfigFormat.HaProxy] = new("haproxy.cfg")
        {
            CommentPlace = CommentPlace.Anywhere,
            Words = new() { Quotes = "\"'", QuotesInside = true, GoesOnAfterQuotes = true, Escapes = "\"", EscapesOutside = true, Letters = "n\nr\rt\t", Numbers = "x2" },
            SectionWords =
            [
                "global", "defaults", "frontend", "backend", "listen", "peers", "resolvers", "mailers", "userlist", "program", "cache", "fcgi-app", "http-errors", "ring", "log-forward",
                "log-profile", "crt-store", "traces", "acme",
            ],
            EachCounts = true,
        },

        // docs.nats.io, "Configuration"; conf/lex.go.
        [ConfigFormat.Nats] = new("nats-server.conf")
        {
            HasBraces = true,
            Comments = ["#", "//"],
            CommentPlace = CommentPlace.AfterBlank,
            Words = new() { Quotes = "\"'", Escapes = "\"", Numbers = "x2", Ends = ",;{}[]", PrefersQuotes = true, SpansLines = true },
            Sign = SignRule.Colon,
            NewSign = ": ",
            HasValues = true,
            IsTyped = true,
            BesideOnLine = ", ",
            Includes = ["include"],
        },

        // RFC 8259, with the comments and trailing commas that .NET's configuration allows.
        [ConfigFormat.Json] = new("JSON")
        {
            HasBraces = true,
            Comments = ["//"],
            HasBlockComments = true,
            CommentPlace = CommentPlace.Anywhere,
            Words = new() { Quotes = "\"", Escapes = "\"", Letters = "n\nr\rt\tb\bf\f", Numbers = "u4", Ends = ",:{}[]/", PrefersQuotes = true },
            Sign = SignRule.Colon,
            NewSign = ": ",
            HasValues = true,
            IsTyped = true,
            Fold = static name => name.ToLowerInvariant(),
            NeedsCommas = true,
            BesideOnLine = ", ",
        },
    }.ToFrozenDictionary();

    /// <summary>The grammar of a format of statements.</summary>
    public static Grammar Of(ConfigFormat format) => All[format];
}
