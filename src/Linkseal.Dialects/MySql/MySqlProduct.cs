using System.Collections.Immutable;

namespace Linkseal.Dialects.MySql;

/// <summary>One of the two products.</summary>
internal sealed record MySqlProduct
{
    /// <summary>MariaDB, as Debian lays it out.</summary>
    public static MySqlProduct MariaDb { get; } = new()
    {
        Word = "mariadb",
        Title = "MariaDB",
        Oldest = [10, 5, 2],
        WhyOldest = "require_secure_transport is MariaDB's from 10.5.2 on, FLUSH SSL from 10.4",
        ConfigFile = "/etc/mysql/mariadb.conf.d/50-server.cnf",
        Groups = ["mysqld", "mariadb", "mariadbd", "server"],
        AlsoRead = ["client-server", "galera"],
        Client = "mariadb",
        Reload = "FLUSH SSL",
        Verifies = "--ssl-verify-server-cert",
    };

    /// <summary>MySQL, by its documentation.</summary>
    public static MySqlProduct MySql { get; } = new()
    {
        Word = "mysql",
        Title = "MySQL",
        Oldest = [8, 0, 16],
        WhyOldest = "ALTER INSTANCE RELOAD TLS is MySQL's from 8.0.16 on",
        ConfigFile = "/etc/mysql/mysql.conf.d/mysqld.cnf",
        Groups = ["mysqld", "server"],
        Client = "mysql",
        // Without NO ROLLBACK ON ERROR: a pair that does not fit leaves the old one.
        Reload = "ALTER INSTANCE RELOAD TLS",
        Verifies = "--ssl-mode=VERIFY_IDENTITY",
    };

    /// <summary>The dialect's word, which is the systemd unit's name too.</summary>
    public required string Word { get; init; }

    /// <summary>Its name.</summary>
    public required string Title { get; init; }

    /// <summary>The oldest version that can be sealed by what is written.</summary>
    public required ImmutableArray<int> Oldest { get; init; }

    /// <summary>Why an older one can not.</summary>
    public required string WhyOldest { get; init; }

    /// <summary>The option file that the distribution ships for the server.</summary>
    public required string ConfigFile { get; init; }

    /// <summary>The groups of option files that the server reads, the usual one first; with a version behind them too (<c>mariadb-10.11</c>).</summary>
    public required ImmutableArray<string> Groups { get; init; }

    /// <summary>Groups that it reads besides, among them such as clients read too: settings of its own are not written there.</summary>
    public ImmutableArray<string> AlsoRead { get; init; } = [];

    /// <summary>Its command-line client.</summary>
    public required string Client { get; init; }

    /// <summary>The statement by which it reads certificate, key and roots again.</summary>
    public required string Reload { get; init; }

    /// <summary>The client's option that makes TLS a demand and checks the server's name.</summary>
    public required string Verifies { get; init; }
}
