using Linkseal.Testing;

namespace Linkseal.Dialects.Tests;

public sealed class CatalogueTests
{
    [Fact]
    public void The_words_are_those_of_profiles_and_dialects()
    {
        Assert.Equal(["harbor", "anchore-engine", "lightrun", "tidb"], Catalogue.Words.Profiles);
        Assert.Equal(["files", "redis", "valkey", "postgresql", "mariadb", "mysql", "rabbitmq", "nats", "mosquitto", "kafka", "memcached", "etcd", "nginx", "haproxy", "docker-registry", "prometheus", "kestrel", "keycloak"], Catalogue.Words.Dialects);
        Assert.Equal(["docker", "system"], Catalogue.Words.Clients);
    }

    [Fact]
    public void An_unknown_name_is_none()
    {
        Assert.Null(Catalogue.Profile("Harbor"));
        Assert.Null(Catalogue.Dialect("file"));
    }

    [Fact]
    public void Each_has_its_page()
    {
        foreach (var profile in Catalogue.Profiles) Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", "platforms", profile.Name + ".md")), profile.Name);
        foreach (var dialect in Catalogue.Dialects) Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", "dialects", dialect.Name + ".md")), dialect.Name);
    }
}
