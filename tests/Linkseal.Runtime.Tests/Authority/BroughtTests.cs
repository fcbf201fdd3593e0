using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Authority;
using Linkseal.Runtime.Observing;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Tests.Authority;

public sealed class BroughtTests
{
    [Theory]
    [InlineData("web.crt", null)]
    [InlineData("answer-4711.pem", null)]
    [InlineData("answer-4711.cer", "x509 -in csr/web.pem -outform der -out certs/answer-4711.cer")]
    [InlineData("web.p7b", "crl2pkcs7 -nocrl -certfile csr/web.pem -certfile ca.crt -out certs/web.p7b")]
    [InlineData("answer.pfx", "pkcs12 -export -nokeys -in csr/web.pem -passout pass: -out certs/answer.pfx")]
    public void The_answer_to_a_request_is_found_by_its_key_in_any_form(string answer, string? convert)
    {
        using var ground = new Ground();
        var desired = Asking(ground, "web");
        Request(ground, desired.Leaves[0]);
        ground.OpenSsl.Answer("csr/web.csr", "ca", "csr/web.pem");
        if (convert is null) File.Copy(ground["csr/web.pem"], ground["certs/" + answer]);
        else ground.OpenSsl.Line(convert);

        var observation = ground.Observe(desired);
        Assert.Empty(observation.Diagnostics);
        ground.Carry(Placing(ground, desired, observation), observation);

        Assert.EndsWith(answer, observation.Observed.Brought["web"].CertificateFile, StringComparison.Ordinal);
        ground.OpenSsl.Line("verify -CAfile ca.crt -verify_hostname web web.crt");
        Assert.Equal(ground.OpenSsl.Line("pkey -in web.key -pubout"), ground.OpenSsl.Line("x509 -in web.crt -noout -pubkey"));
    }

    [Fact]
    public void A_request_names_everything_that_the_product_needs_and_asks_again_for_the_same_key()
    {
        using var ground = new Ground();
        var leaf = Asking(ground, "web").Leaves[0];

        var first = Request(ground, leaf);
        var before = ground.OpenSsl.Line("req -in csr/web.csr -noout -pubkey");
        Request(ground, leaf);

        var text = ground.OpenSsl.Line("req -in csr/web.csr -noout -verify -text");
        foreach (var word in (string[])["DNS:web", "IP Address:10.0.0.1", "TLS Web Server Authentication, TLS Web Client Authentication", "O = Shop, CN = web"])
            Assert.Contains(word, text, StringComparison.Ordinal);
        Assert.Equal(before, ground.OpenSsl.Line("req -in csr/web.csr -noout -pubkey"));
        Assert.Equal(Ground.Private, File.GetUnixFileMode(ground[".linkseal/requests/web.key"]));
        Assert.Equal("requests.txt web.csr", string.Join(' ', Directory.GetFiles(ground["csr"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
        Assert.Contains("web.csr  ecdsa-p256  serverAuth, clientAuth  CN=web, O=Shop  DNS:web, IP:10.0.0.1", ground.Read("csr/requests.txt"), StringComparison.Ordinal);
        Assert.Equal(ground["csr/web.csr"], first.File);
    }

    [Fact]
    public void Another_kind_of_key_in_the_description_is_another_key()
    {
        using var ground = new Ground();
        var leaf = Asking(ground, "web").Leaves[0];
        Request(ground, leaf);

        Request(ground, leaf with { Key = KeyAlgorithm.Rsa2048 });

        Assert.Contains("Public-Key: (2048 bit)", ground.OpenSsl.Line("req -in csr/web.csr -noout -text"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_in_a_file_of_its_own_leads_to_the_root_in_it_and_the_root_is_not_served()
    {
        using var ground = new Ground();
        var desired = Separate(ground, "sub.crt ca.crt");

        var observation = ground.Observe(desired);
        Assert.Empty(observation.Diagnostics);
        ground.Carry(Placing(ground, desired, observation), observation);

        Assert.Equal(["CN=web, O=Shop", "CN=Test-Intermediate-sub"], observation.Observed.Brought["web"].Chain.Select(static c => c.Subject));
        ground.OpenSsl.Line("verify -CAfile ca.crt -untrusted web.crt -verify_hostname web web.crt");
        Assert.Equal(2, ground.Read("web.crt").Split("BEGIN CERTIFICATE").Length - 1);
    }

    [Theory]
    [InlineData("other.crt")]
    [InlineData("missing")]
    public void A_chain_of_somebody_else_and_one_that_is_not_there_are_said(string chain)
    {
        using var ground = new Ground();
        ground.OpenSsl.Root("other");
        var desired = Separate(ground, chain);
        Assert.Contains(ground.Observe(desired).Diagnostics, d => d.Severity == Core.Diagnostics.Severity.Error && (chain == "missing" ? d.File == ground["chain.pem"] : d.Code is "LS1334" or "LS1335"));
    }

    [Fact]
    public void A_chain_longer_than_the_product_serves_is_LS1336()
    {
        using var ground = new Ground();
        var desired = Separate(ground, "sub.crt ca.crt") with { Chains = [new("anybody", 0)] };
        Assert.Contains(ground.Observe(desired).Diagnostics, static d => d.Code == "LS1336");
    }

    [Fact]
    public void One_shared_certificate_serves_many()
    {
        using var ground = new Ground();
        var desired = Asking(ground, "web", "db");
        ground.OpenSsl.Line("req -newkey rsa:2048 -nodes -subj /CN=shared -addext subjectAltName=DNS:web,DNS:db,IP:10.0.0.1 -keyout certs/shared.key -out shared.csr");
        ground.OpenSsl.Answer("shared.csr", "ca", "certs/shared.crt");

        var observation = ground.Observe(desired);
        ground.Carry(Placing(ground, desired, observation), observation);

        Assert.Empty(observation.Diagnostics);
        Assert.Equal(ground.Read("web.key"), ground.Read("db.key"));
        ground.OpenSsl.Line("verify -CAfile ca.crt -verify_hostname db db.crt");
    }

    [Fact]
    public void What_is_missing_is_listed_together()
    {
        using var ground = new Ground();

        var observation = ground.Observe(Asking(ground, "web", "db", "job"));

        var missing = Assert.Single(observation.Diagnostics);
        Assert.All((string[])["web", "db", "job"], name => Assert.Contains(name, missing.Message, StringComparison.Ordinal));
        Assert.Empty(observation.Observed.Brought);
    }

    [Fact]
    public void What_stands_in_its_place_already_is_not_missing()
    {
        using var ground = new Ground();
        var desired = Asking(ground, "web");
        ground.OpenSsl.Line("req -newkey rsa:2048 -nodes -subj /CN=web -addext subjectAltName=DNS:web,IP:10.0.0.1 -keyout certs/web.key -out web.csr");
        ground.OpenSsl.Answer("web.csr", "ca", "certs/web.crt");
        var observation = ground.Observe(desired);
        var inventory = ground.Carry(Placing(ground, desired, observation), observation);
        File.Delete(ground["certs/web.crt"]);

        Assert.Empty(ground.Observe(desired, inventory).Diagnostics);
    }

    [Fact]
    public void A_named_pair_is_placed_with_its_chain_in_order_and_without_the_root()
    {
        using var ground = new Ground();
        ground.OpenSsl.Root("ca");
        ground.OpenSsl.Intermediate("sub", "ca");
        ground.OpenSsl.Line("req -newkey rsa:2048 -nodes -subj /CN=web -addext subjectAltName=DNS:web,IP:10.0.0.1 -keyout my.key -out my.csr");
        ground.OpenSsl.Answer("my.csr", "sub", "my.crt");
        ground.Write("my.pem", ground.Read("ca.crt") + ground.Read("sub.crt") + ground.Read("my.crt"));
        var leaf = Ground.Leaf("web", new LeafSource.Brought(ground["my.pem"], ground["my.key"]));
        var desired = new Desired { Leaves = [leaf], Files = [.. ground.Issuing(leaf).Files.Select(static f => f.File!)] };

        var observation = ground.Observe(desired);
        var inventory = ground.Carry(Placing(ground, desired, observation), observation);

        Assert.Empty(observation.Diagnostics);
        Assert.Equal(2, ground.Read("web.crt").Split("BEGIN CERTIFICATE").Length - 1);
        ground.OpenSsl.Line("verify -CAfile ca.crt -untrusted web.crt web.crt");
        Assert.Equal((null, 0), (inventory.Leaves["web"].Authority, inventory.Leaves["web"].Generation));
    }

    [Theory]
    [InlineData("other.key", "LS1320")]
    [InlineData("nothing.key", "LS1456")]
    [InlineData("my.crt", "LS1321")]
    public void A_named_certificate_without_its_key_is_refused(string key, string code)
    {
        using var ground = new Ground();
        ground.OpenSsl.Root("ca");
        ground.OpenSsl.Line("genrsa -out other.key 2048");
        ground.OpenSsl.Line("req -newkey rsa:2048 -nodes -subj /CN=web -addext subjectAltName=DNS:web,IP:10.0.0.1 -keyout my.key -out my.csr");
        ground.OpenSsl.Answer("my.csr", "ca", "my.crt");
        var leaf = Ground.Leaf("web", new LeafSource.Brought(ground["my.crt"], ground[key]));

        Assert.Contains(code, ground.Observe(new() { Leaves = [leaf] }).Diagnostics.Select(static d => d.Code));
    }

    [Theory]
    [InlineData("ca.crt=ca", null)]
    [InlineData("harbor_internal_ca.crt=ca", null)]
    [InlineData("company.pem=ca", null)]
    [InlineData("ca.crt=ca old.crt=old", null)]
    [InlineData("new.crt=ca old.crt=old", "LS1459")]
    [InlineData("", "LS1342")]
    public void The_root_is_looked_for_in_the_folder(string files, string? code)
    {
        using var ground = new Ground();
        ground.OpenSsl.Root("ca");
        ground.OpenSsl.Root("old", "Old-Root");
        Directory.CreateDirectory(ground["certs"]);
        foreach (var file in files.Split(' ', StringSplitOptions.RemoveEmptyEntries)) File.Copy(ground[file.Split('=')[1] + ".crt"], ground["certs/" + file.Split('=')[0]]);

        var observation = ground.Observe(new() { Authorities = [Spec(ground)] });

        Assert.Equal(code, observation.Diagnostics.FirstOrDefault()?.Code);
        if (code is null) Assert.True(observation.Observed.Authorities["internal"] is { CanSign: false, Root.Subject: "CN=Test-Root, O=Shop" });
        if (code == "LS1459") Assert.Contains("old.crt (CN=Old-Root, O=Shop)", observation.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_said_once()
    {
        using var ground = new Ground();
        var found = new LeafSource.Found(ground["certs"]);

        var observation = ground.Observe(new() { Authorities = [Spec(ground)], Leaves = [Ground.Leaf("web", found), Ground.Leaf("db", found)] });

        Assert.Equal("LS1458", Assert.Single(observation.Diagnostics).Code);
    }

    [Fact]
    public void A_waiting_key_that_is_damaged_stops_everything()
    {
        using var ground = new Ground();
        var desired = Asking(ground, "web");
        Request(ground, desired.Leaves[0]);
        ground.Write(".linkseal/requests/web.key", "gone");

        var error = Assert.Throws<EnvironmentException>(() => ground.Observe(desired));

        Assert.Contains("web.key", error.Message, StringComparison.Ordinal);
    }

    private static AuthoritySpec Spec(Ground ground) => Ground.Generated() with { Source = new AuthoritySource.Brought(ground["certs"], null) };

    private static Desired Asking(Ground ground, params string[] leaves)
    {
        ground.OpenSsl.Root("ca");
        Directory.CreateDirectory(ground["certs"]);
        File.Copy(ground["ca.crt"], ground["certs/ca.crt"]);
        return ground.Desired(Spec(ground), [.. leaves.Select(l => Ground.Leaf(l, new LeafSource.Found(ground["certs"])))]);
    }

    /// <summary>A leaf under an intermediate, and a file of its own for what stands above it.</summary>
    private static Desired Separate(Ground ground, string above)
    {
        ground.OpenSsl.Root("ca");
        ground.OpenSsl.Intermediate("sub", "ca");
        ground.Write("web.ext", "subjectAltName=DNS:web,IP:10.0.0.1\n");
        ground.OpenSsl.Line("req -newkey rsa:2048 -nodes -subj /O=Shop/CN=web -keyout bought.key -out bought.csr");
        ground.OpenSsl.Line("x509 -req -in bought.csr -CA sub.crt -CAkey sub.key -CAcreateserial -days 90 -sha256 -extfile web.ext -out bought.crt");
        if (above != "missing") ground.Write("chain.pem", string.Concat(above.Split(' ').Select(ground.Read)));
        var source = new LeafSource.Brought(ground["bought.crt"], ground["bought.key"]) { Chain = ground["chain.pem"] };
        return ground.Desired(Ground.Generated(), Ground.Leaf("web", source));
    }

    private static WrittenRequest Request(Ground ground, LeafSpec leaf) =>
        Assert.Single(RequestWriter.Write(ground.State, "shop", [leaf], ground["csr"], CancellationToken.None));

    private static Plan Placing(Ground ground, Desired desired, Observation observation) => ground.Issuing([.. desired.Leaves]) with
    {
        Leaves = [.. desired.Leaves.Select(l => new LeafToIssue(l, "new", observation.Observed.Brought[l.Name]))],
    };
}
