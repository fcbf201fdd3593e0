using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Two nodes of a Galera cluster of Debian's MariaDB, sealed by the line that plan prints.</summary>
public sealed class GaleraTests
{
    [Fact]
    public void Nodes_meet_by_the_line_that_is_printed_and_are_proven()
    {
        using var platform = new Sealed();
        var program = Missing.Program("mariadbd");
        // By it the second node gets the data of the first one over TLS: rsync's state transfer takes ssl_ca for itself.
        Missing.Program("stunnel");
        int[] nodes = [Sealed.FreePort(), Sealed.FreePort()];
        var (one, two) = (Ship(platform, "one", nodes, 0), Ship(platform, "two", nodes, 1));
        platform.Write("linkseal.yaml", """
            platform: shop
            components:
              web: { dialect: files, folder: web }
              one: { dialect: mariadb, config: one/my.cnf, names: [localhost] }
              two: { dialect: mariadb, config: two/my.cnf, names: [localhost] }
            links:
              - web -> one
              - one -> two.galera: { level: mutual }
              - two -> one.galera: { level: mutual }
            """);
        var applied = platform.Run("apply", "--yes", "--no-reload");
        foreach (var name in (string[])["one", "two"])
        {
            var line = applied.Split("wsrep_provider_options=\"").Skip(1).Select(static p => p.Split('"')[0]).First(p => p.Contains($"/{name}/tls/", StringComparison.Ordinal));
            var file = platform[name + "/my.cnf"];
            File.WriteAllText(file, File.ReadAllText(file).Replace("gcache.size=8M", "gcache.size=8M;" + line, StringComparison.Ordinal));
        }

        platform.Start(program, ["--defaults-file=" + platform["one/my.cnf"], "--wsrep-new-cluster"], one);
        platform.Start(program, ["--defaults-file=" + platform["two/my.cnf"]], two);
        string Sql(string node, string sql) => Shell.Run(Missing.Program("mariadb"), ["--no-defaults", "--socket=" + platform[node + "-data/s"], "--user=root", "-N", "-B", "-e", sql]).All;
        Assert.Equal("wsrep_cluster_size\t2\n", Sql("one", "show status like 'wsrep_cluster_size'"));
        Sql("one", "create user web; create database proof");
        Assert.Equal("proof\n", Sql("two", "show databases like 'proof'"));
        var clean = platform.Verify();
        Assert.True(clean is { ExitCode: 0, Errors.IsEmpty: true }, clean.Text);
        Assert.Equal(["authenticated", "mutual", "mutual"], clean.Levels);
        Assert.DoesNotContain("LS1914", platform.Try("plan").All, StringComparison.Ordinal);
    }

    private static int Ship(Sealed platform, string name, int[] nodes, int index)
    {
        var port = Sealed.FreePort();
        MariaDbData.Make(platform, name + "-data");
        platform.Write(name + "/my.cnf", $"""
            [mysqld]
            datadir = {platform[name + "-data"]}
            socket = {platform[name + "-data/s"]}
            port = {port}
            bind-address = 127.0.0.1
            user = {MariaDbData.Owner}
            innodb_buffer_pool_size = 16M
            [galera]
            wsrep_on = ON
            wsrep_provider = /usr/lib/galera/libgalera_smm.so
            wsrep_cluster_address = gcomm://127.0.0.1:{nodes[0]},127.0.0.1:{nodes[1]}
            wsrep_node_address = 127.0.0.1
            wsrep_sst_receive_address = 127.0.0.1:{Sealed.FreePort()}
            binlog_format = row
            innodb_autoinc_lock_mode = 2
            wsrep_provider_options = "gmcast.listen_addr=tcp://127.0.0.1:{nodes[index]};ist.recv_addr=127.0.0.1:{Sealed.FreePort()};gcache.size=8M"

            """);
        return port;
    }
}
