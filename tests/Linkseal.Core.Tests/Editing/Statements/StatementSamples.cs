using System.Collections.Immutable;
using Linkseal.Core.Editing;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Statements;

/// <summary>Every configuration of the servers that we have, with the edits that its product gets for TLS.</summary>
internal static class StatementSamples
{
    private const string Tls = "/etc/linkseal/tls/";

    public static IEnumerable<string> Names() =>
        Directory.GetFiles(Fixtures.Folder("servers"), "*", SearchOption.AllDirectories).Select(static p => Path.GetRelativePath(Fixtures.Folder("servers"), p)).Order(StringComparer.Ordinal);

    public static string Text(string name) => File.ReadAllText(Path.Combine(Fixtures.Folder("servers"), name));

    /// <summary>The format and the edits, in the words of <see cref="StatementEdits.Of"/>.</summary>
    public static (ConfigFormat Format, ImmutableArray<Edit> Edits) Of(string name)
    {
        var (format, edits) = Words(name);
        return (format, StatementEdits.Of(edits.Replace("TLS/", Tls, StringComparison.Ordinal)));
    }

    private static (ConfigFormat Format, string Edits) Words(string name) => name switch
    {
        "docker-registry/config.yml" => (ConfigFormat.Yaml, "http > tls > certificate = TLS/chain.pem | http > tls > key = TLS/key.pem | http > tls > clientcas = [TLS/ca.pem"),
        "etcd/default-etcd" => (ConfigFormat.Env, "ETCD_CERT_FILE = TLS/chain.pem | ETCD_KEY_FILE = TLS/key.pem | ETCD_TRUSTED_CA_FILE = TLS/ca.pem | ETCD_CLIENT_CERT_AUTH = !true | ETCD_LISTEN_CLIENT_URLS = https://10.0.0.1:2379,https://127.0.0.1:2379"),
        "etcd/etcd.conf.yml.sample" => (ConfigFormat.Yaml, "client-transport-security > cert-file = TLS/chain.pem | client-transport-security > client-cert-auth = !true | listen-client-urls = https://10.0.0.1:2379"),
        "haproxy/haproxy.cfg" => (ConfigFormat.HaProxy, "global > ssl-default-bind-options = ~ssl-min-ver TLSv1.2 no-tls-tickets no-tlsv11 | global > stats socket /run/haproxy/admin.sock = ~mode 600 level admin expose-fd listeners | frontend web > bind :443 = ~ssl crt TLS/web.pem ca-file TLS/ca.pem verify required | frontend web > default_backend = app | +backend app > {app}: server app1 10.0.0.1:8443 ssl crt TLS/web.pem ca-file TLS/ca.pem verify required verifyhost app sni str(app)"),
        "mariadb/50-client.cnf" => (ConfigFormat.Ini, "client > ssl-ca = TLS/ca.pem | client > ssl_cert = TLS/chain.pem | client > ssl-key = TLS/key.pem | client > ssl-verify-server-cert = ~"),
        "mariadb/50-server.cnf" => (ConfigFormat.Ini, "mysqld > ssl_ca = TLS/ca.pem | mysqld > ssl_cert = TLS/chain.pem | mysqld > ssl_key = TLS/key.pem | mysqld > require_secure_transport = !true | mysqld > tls_version = TLSv1.2,TLSv1.3"),
        "mariadb/60-galera.cnf" => (ConfigFormat.Ini, "galera > wsrep_provider_options = socket.ssl_key=TLS/key.pem;socket.ssl_cert=TLS/chain.pem"),
        "mariadb/mariadb.cnf" => (ConfigFormat.Ini, "mariadbd > ssl_cert = TLS/chain.pem | mariadbd > ssl_key = TLS/key.pem | client-server > port = #3306"),
        "memcached/memcached.conf" => (ConfigFormat.Memcached, "-Z = ~ | +{tls}: -o ssl_chain_cert=TLS/chain.pem,ssl_key=TLS/key.pem,ssl_ca_cert=TLS/ca.pem,ssl_verify_mode=2 | -l = 0.0.0.0"),
        "mosquitto/aclfile.example" => (ConfigFormat.Mosquitto, "+{app1}: user app1~topic readwrite a/#"),
        "mosquitto/mosquitto.conf" or "mosquitto/mosquitto.conf.example" => (ConfigFormat.Mosquitto, "per_listener_settings = !true | listener 8883 > certfile = TLS/chain.pem | listener 8883 > keyfile = TLS/key.pem | listener 8883 > cafile = TLS/ca.pem | listener 8883 > require_certificate = !true | listener 8883 > use_identity_as_username = !true"),
        "nats-server/nats-server.conf" => (ConfigFormat.Nats, "tls > cert_file = TLS/chain.pem | tls > key_file = TLS/key.pem | tls > ca_file = TLS/ca.pem | tls > verify_and_map = !true | +{callers}: authorization {~    users = [ {user: \"CN=app1,OU=linkseal\"} ]~} | cluster > tls > ca_file = TLS/ca.pem"),
        "nginx/nginx.conf" => (ConfigFormat.Nginx, "http > ssl_protocols = [TLSv1.2,TLSv1.3 | ^http > {callers}: map $ssl_client_s_dn $caller_ok {~    default 0;~    \"CN=app1,OU=linkseal\" 1;~} | +http > {sealed}: server {~    listen 8443 ssl;~    ssl_certificate TLS/chain.pem;~}"),
        "nginx/proxy_params" => (ConfigFormat.Nginx, "proxy_ssl_verify = !true | proxy_ssl_trusted_certificate = TLS/ca.pem | proxy_set_header Host = ~$http_host"),
        "nginx/sites-available-default" => (ConfigFormat.Nginx, "server > listen 443 = ~ssl | -server > listen 80 | -server > listen [::]:80 | server > ssl_certificate = TLS/chain.pem | server > ssl_certificate_key = TLS/key.pem | server > ssl_verify_client = !true | server > [server_name=_] > location / > proxy_pass = https://app"),
        "nginx/snippets-snakeoil.conf" => (ConfigFormat.Nginx, "ssl_certificate = TLS/chain.pem | ssl_certificate_key = TLS/key.pem"),
        "openldap/slapd.conf.example" => (ConfigFormat.KeyValue, "sizelimit = #400"),
        "postgresql/pg_hba.conf" or "postgresql/pg_hba.conf.sample" => (ConfigFormat.PgHba, "^{sealed}: hostssl app app1 10.0.0.0/8 cert map=linkseal~hostnossl all all all reject | -host all all ::1/128 | host replication all 127.0.0.1/32 = ~cert map=linkseal"),
        "postgresql/pg_ident.conf" or "postgresql/pg_ident.conf.sample" => (ConfigFormat.PgHba, "+{callers}: linkseal app1 app~linkseal \"CN=app2,OU=linkseal,O=Lab\" app"),
        "postgresql/postgresql.conf" or "postgresql/postgresql.conf.sample" => (ConfigFormat.PostgreSql, "ssl = !true | ssl_ca_file = TLS/ca.pem | ssl_cert_file = TLS/chain.pem | ssl_key_file = TLS/key.pem | ssl_min_protocol_version = TLSv1.3 | listen_addresses = * | primary_conninfo = host=db sslmode=verify-full sslrootcert='TLS/ca.pem'"),
        "prometheus/prometheus.yml" => (ConfigFormat.Yaml, "global > scrape_interval = 30s"),
        "rabbitmq/default-rabbitmq-server" or "rabbitmq/rabbitmq-env.conf" => (ConfigFormat.Env, "NODENAME = rabbit@mq1 | NODE_PORT = #5671 | SERVER_ADDITIONAL_ERL_ARGS = -proto_dist inet_tls -ssl_dist_optfile TLS/dist.config"),
        "rabbitmq/rabbitmq.conf.example" => (ConfigFormat.RabbitMq, "listeners.ssl.1 = 0.0.0.0:5671 | listeners.tcp = none | ssl_options.certfile = TLS/chain.pem | ssl_options.keyfile = TLS/key.pem | ssl_options.cacertfile = TLS/ca.pem | ssl_options.verify = verify_peer | ssl_options.fail_if_no_peer_cert = !true | auth_mechanisms.1 = EXTERNAL"),
        "redis/redis.conf" => (ConfigFormat.KeyValue, "tls-port = #6390 | port = #0 | tls-cert-file = TLS/chain.pem | tls-key-file = TLS/key.pem | tls-ca-cert-file = TLS/ca.pem | tls-auth-clients = !true | tls-protocols = TLSv1.2 TLSv1.3 | tls-replication = !true | tls-cluster = !true | -save"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "a sample of an unknown product"),
    };
}
