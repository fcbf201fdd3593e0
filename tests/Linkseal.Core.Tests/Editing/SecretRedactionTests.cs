using Linkseal.Core.Editing;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing;

public class SecretRedactionTests
{
    [Theory]
    [InlineData("harbor_admin_password: Harbor12345", "harbor_admin_password: [redacted]")]
    [InlineData("  password: root 123, } # x", "  password: [redacted]")]
    [InlineData("  # password: old", "  # password: [redacted]")]
    [InlineData("{ user: a, password: \"b, c\", port: 1 }", "{ user: a, password: [redacted], port: 1 }")]
    [InlineData("  \"clientSecret\": \"a\\\"b\",", "  \"clientSecret\": [redacted],")]
    [InlineData("accesskey=AKIA", "accesskey=[redacted]")]
    [InlineData("github_token: ghp_x", "github_token: [redacted]")]
    [InlineData("requirepass foobared", "requirepass [redacted]")]
    [InlineData("url: redis://user:p@ss@host:6379/0", "url: redis://[redacted]@host:6379/0")]
    [InlineData("external_url: https://reg.mydomain.com:8433", "external_url: https://reg.mydomain.com:8433")]
    [InlineData("  private_key: /your/private/key/path", "  private_key: /your/private/key/path")]
    [InlineData("password_file: /run/secrets/db", "password_file: /run/secrets/db")]
    [InlineData("# The password for the root user of Harbor DB. Change this before any production use.", "# The password for the root user of Harbor DB. Change this before any production use.")]
    [InlineData("password:", "password:")]
    [InlineData("password = \"a # b\" # c", "password = [redacted] # c")]
    [InlineData("\tpassword='x'", "\tpassword=[redacted]")]
    [InlineData("# encrypted_password = \"old\"", "# encrypted_password = [redacted]")]
    [InlineData("to = { user = 'a', password = 'b', port = 1 }", "to = { user = 'a', password = [redacted], port = 1 }")]
    [InlineData("\"secret-access-key\" = \"AKIA\"", "\"secret-access-key\" = [redacted]")]
    [InlineData("password = \"\"\"one \"two\" three\"\"\"", "password = [redacted]")]
    [InlineData("session-token-signing-key = \"/etc/tidb/token.key\"", "session-token-signing-key = \"/etc/tidb/token.key\"")]
    [InlineData("key-path = \"/etc/tikv/tikv.key\"", "key-path = \"/etc/tikv/tikv.key\"")]
    [InlineData("# tls-key-file-pass secret", "# tls-key-file-pass [redacted]")]
    [InlineData("masterauth \"a b\"", "masterauth [redacted]")]
    [InlineData("user alice on >s3cret ~* +@all", "user alice on >[redacted] ~* +@all")]
    [InlineData("sentinel auth-pass mymaster pw", "sentinel auth-pass mymaster [redacted]")]
    [InlineData("remote_password x y", "remote_password [redacted]")]
    [InlineData("# default_pass = guest", "# default_pass = [redacted]")]
    [InlineData("primary_conninfo = 'host=a password=x sslmode=require'", "primary_conninfo = 'host=a password=[redacted]")]
    [InlineData("wsrep_sst_auth=root:pw", "wsrep_sst_auth=[redacted]")]
    [InlineData("ssl.key.password=x", "ssl.key.password=[redacted]")]
    [InlineData("export RABBITMQ_DEFAULT_PASS=\"x\"", "export RABBITMQ_DEFAULT_PASS=[redacted]")]
    [InlineData("\tstats auth admin:pw", "\tstats auth [redacted]")]
    [InlineData("    user tiger insecure-password scott", "    user tiger insecure-password [redacted]")]
    [InlineData("  users = [ {user: a, pass: \"b\"} ]", "  users = [ {user: a, pass: [redacted]} ]")]
    [InlineData("  token: \"s3\" # c", "  token: [redacted] # c")]
    [InlineData("proxy_set_header Authorization \"Basic YTpi\";", "proxy_set_header Authorization \"Basic [redacted]")]
    [InlineData("  proxy_pass https://app:8443;", "  proxy_pass https://app:8443;")]
    [InlineData("ssl_password_file /etc/x;", "ssl_password_file /etc/x;")]
    [InlineData("# pass PHP scripts to FastCGI server", "# pass PHP scripts to FastCGI server")]
    [InlineData("authorization { users = [] }", "authorization { users = [] }")]
    [InlineData("hostssl all user >x cert", "hostssl all user >x cert")]
    public void A_line_keeps_everything_but_its_secret(string line, string expected) => Assert.Equal(expected, SecretRedaction.Line(line));

    [Fact]
    public void A_secret_that_goes_on_in_the_lines_below_is_none_the_less_redacted() => Assert.Equal(
        ["a:", "  password: |", "    [redacted]", "", "    [redacted]", "  port: 1", "secret:", "  [redacted]", "x: 1"],
        SecretRedaction.Lines(["a:", "  password: |", "    one", "", "    two", "  port: 1", "secret:", "  three", "x: 1"]));

    [Fact]
    public void A_secret_over_several_lines_of_toml_is_redacted_to_its_end() => Assert.Equal(
        ["password = [redacted]", "[redacted]", "", "  [redacted]", "port = 1", "secret = [redacted]", "  [redacted]", "[redacted]", "x = 1", "token = [redacted]", "y = 2"],
        SecretRedaction.Lines(["password = \"\"\"", "one = 1", "", "  two\"\"\"", "port = 1", "secret = [", "  \"a]b\", # c", "]", "x = 1", "token = '''three'''", "y = 2"]));

    [Fact]
    public void No_value_of_a_samples_password_is_left()
    {
        foreach (var (_, path) in Fixtures.HarborSamples())
        {
            var shown = string.Join('\n', SecretRedaction.Lines(File.ReadAllLines(path)));
            Assert.DoesNotContain("Harbor12345", shown);
            Assert.DoesNotContain("root123", shown);
            Assert.Contains("private_key: /your/private/key/path", shown);
            Assert.Contains("dir: /etc/harbor/tls/internal", shown);
        }
    }
}
