using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Tests.Description;

/// <summary>Each code where it belongs: what is wrong alone, at its line and column. The wording is held by the golden lists.</summary>
public class DescriptionDiagnosticsTests
{
    private const string Web = "  web: { dialect: files, folder: /srv/web }\n";
    private const string Shop = "platform: shop\ncomponents:\n" + Web;

    [Theory]
    [InlineData("LS1001", 1, 1, "paltform: x\n" + Shop)]
    [InlineData("LS1001", 4, 9, Shop + "leaf: { kez: rsa-2048 }\n")]
    [InlineData("LS1002", 4, 7, Shop + "leaf: 90d\n")]
    [InlineData("LS1002", 4, 6, Shop + "root:\n")]
    [InlineData("LS1003", 1, 1, "components:\n" + Web)]
    [InlineData("LS1004", 4, 16, Shop + "links: [web -> db]\n")]
    [InlineData("LS1004", 5, 5, Shop + "links:\n  - db -> web\n")]
    [InlineData("LS1005", 1, 11, "platform: my shop\ncomponents:\n" + Web)]
    [InlineData("LS1006", 5, 5, Shop + "links:\n  - web to db\n")]
    [InlineData("LS1007", 5, 5, Shop + "links:\n  - web -> web\n")]
    [InlineData("LS1008", 6, 5, Shop + "  db: { dialect: files, folder: /srv/db }\nlinks: [web -> db,\n    web->db]\n")]
    [InlineData("LS1009", 3, 19, "platform: shop\ncomponents:\n  web: { dialect: apache }\n")]
    [InlineData("LS1010", 2, 10, "platform: shop\nprofile: port\n")]
    [InlineData("LS1011", 3, 19, "platform: shop\nprofile: harbor\nclients: [docker, snap]\n")]
    [InlineData("LS1012", 4, 14, Shop + "leaf: { key: dsa }\n")]
    [InlineData("LS1013", 3, 53, "address: a b")]
    [InlineData("LS1014", 3, 50, "port: 0")]
    [InlineData("LS1015", 4, 19, Shop + "leaf: { lifetime: soon }\n")]
    [InlineData("LS1016", 4, 18, Shop + "leaf: { renewAt: 2 }\n")]
    [InlineData("LS1017", 3, 51, "owner: root")]
    [InlineData("LS1018", 3, 50, "mode: \"9999\"")]
    [InlineData("LS1019", 3, 50, "mode: \"0777\"")]
    [InlineData("LS1020", 3, 54, "mounts: { a: /b }")]
    [InlineData("LS1021", 3, 60, "files: { chain: a/b }")]
    [InlineData("LS1022", 3, 55, "names: [a, b:1]")]
    [InlineData("LS1023", 4, 25, Shop + "  db: { dialect: files, folder: /srv/x/../web/ }\n")]
    [InlineData("LS1024", 4, 31, Shop + "authority: { certificates: c, generate: {} }\n")]
    [InlineData("LS1025", 4, 38, Shop + "authority: { generate: { passphrase: pw } }\n")]
    [InlineData("LS1026", 4, 38, Shop + "authority: { generate: { passphrase: {} } }\n")]
    [InlineData("LS1027", 1, 1, "platform: shop\n")]
    [InlineData("LS1028", 3, 3, "platform: shop\ncomponents:\n  web: { folder: /srv/web }\n")]
    [InlineData("LS1029", 3, 3, "platform: shop\ncomponents:\n  web: { dialect: files }\n")]
    [InlineData("LS1030", 4, 7, Shop + "root: \"\"\n")]
    [InlineData("LS1031", 4, 1, Shop + "settings: {}\n")]
    [InlineData("LS1032", 4, 29, Shop + "leaf: { subject: { country: D1 } }\n")]
    [InlineData("LS1033", 3, 55, "names: [a, A]")]
    [InlineData("LS1034", 4, 3, Shop + "  WEB: { dialect: files, folder: /srv/WEB }\n")]
    [InlineData("LS1035", 3, 34, "platform: shop\ncomponents:\n  web: { dialect: files, folder: .linkseal }\n")]
    [InlineData("LS1036", 3, 53, "restart: \" \"")]
    public void Each_fault_is_reported_alone_at_its_line_and_column(string code, int line, int column, string text)
    {
        var wrong = Described.Wrong(text.Contains('\n', StringComparison.Ordinal) ? text : Described.Component(text));
        Assert.Equal((code, new Position(line, column)), (wrong.Code, wrong.At!.Value));
        Assert.Equal("linkseal.yaml", wrong.File);
        Assert.Equal(code == "LS1033" ? Severity.Warning : Severity.Error, wrong.Severity);
    }
}
