using System.Globalization;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>One RabbitMQ of a platform, with everything that it reads in a folder of its own.</summary>
internal sealed class RabbitMqNode
{
    private const string Programs = "/usr/lib/rabbitmq/bin/";
    private readonly Sealed platform;
    private readonly int epmd;
    private readonly Dictionary<string, string> environment;
    private ServerProcess? server;

    /// <param name="platform">The platform.</param>
    /// <param name="folder">Its folder; empty: the platform's own.</param>
    /// <param name="name">The node's name, before <c>@localhost</c>.</param>
    /// <param name="epmd">Where Erlang's port mapper listens.</param>
    /// <param name="distribution">Where other nodes call it; null: its rabbitmq-env.conf says so.</param>
    public RabbitMqNode(Sealed platform, string folder, string name, int epmd, int? distribution)
    {
        Missing.Program("rabbitmq-plugins");
        (this.platform, this.epmd) = (platform, epmd);
        string In(string file) => platform[Path.Combine(folder, file)];
        environment = new()
        {
            ["HOME"] = platform.Path, ["RABBITMQ_NODENAME"] = name + "@localhost", ["RABBITMQ_CONFIG_FILE"] = In("rabbitmq.conf"), ["RABBITMQ_CONFIG_FILES"] = In("conf.d"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = In("advanced.config"), ["RABBITMQ_ENABLED_PLUGINS_FILE"] = In("enabled_plugins"), ["RABBITMQ_CONF_ENV_FILE"] = In("rabbitmq-env.conf"),
            ["RABBITMQ_MNESIA_BASE"] = In("db"), ["RABBITMQ_LOG_BASE"] = In("log"), ["RABBITMQ_LOGS"] = "-", ["RABBITMQ_GENERATED_CONFIG_DIR"] = In("generated"),
            ["ERL_EPMD_PORT"] = epmd.ToString(CultureInfo.InvariantCulture), ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        };
        if (distribution is { } port) environment["RABBITMQ_DIST_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        ControlProgram = platform.Write(Path.Combine(folder, "ctl"), $"#!/bin/sh\n{string.Concat(environment.Select(static e => $"export {e.Key}='{e.Value}'\n"))}exec {Programs}rabbitmqctl \"$@\"\n");
        File.SetUnixFileMode(ControlProgram, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary><c>rabbitmqctl</c> of this node.</summary>
    public string ControlProgram { get; }

    public string Control(params string[] command) => Shell.Run(ControlProgram, command).All;

    /// <summary>Erlang's port mapper, once for all nodes of a platform.</summary>
    public void StartEpmd() => platform.Start("/usr/bin/epmd", [], epmd, environment);

    /// <summary>Starts the broker, which is to listen there.</summary>
    public void Start(int port)
    {
        server = platform.Start(Programs + "rabbitmq-server", [], port, environment);
        Control("await_startup");
    }

    /// <summary>What <c>rabbitmqctl eval</c> does, without starting an Erlang for it.</summary>
    public void ClearPemCache() => Shell.Run(
        "/usr/bin/erl_call", ["-n", environment["RABBITMQ_NODENAME"], "-c", File.ReadAllText(platform[".erlang.cookie"]), "-a", "ssl clear_pem_cache []"], environment: environment.ToDictionary(static e => e.Key, static e => (string?)e.Value));

    public void Restart()
    {
        server!.Restart();
        Control("await_startup");
    }
}
