using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Java's way to a database, by the lines that <c>show</c> prints.</summary>
internal static class Jdbc
{
    private const string Program = """
        import java.sql.DriverManager;
        class Ask {
            public static void main(String[] told) throws Exception {
                try (var connection = DriverManager.getConnection(told[0]); var answer = connection.createStatement().executeQuery(told[1])) {
                    answer.next();
                    System.out.println(answer.getString(1));
                }
            }
        }
        """;

    /// <summary>The first value of the answer.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="caller">Whose lines are taken: the one that begins with openssl is run, the URL is dialled.</param>
    /// <param name="jar">The driver's file in Debian's folder.</param>
    /// <param name="sql">The question.</param>
    public static ShellResult Ask(Sealed platform, string caller, string jar, string sql)
    {
        var java = Missing.Program("javac", "a JDK, which ./test --install does not bring")[..^1];
        jar = Path.Combine("/usr/share/java", jar);
        if (!File.Exists(jar)) Missing.Skip($"{jar} is not there: ./test --install");
        var converted = platform.RunShown(caller, "openssl pkcs");
        Assert.True(converted.ExitCode == 0, converted.All);
        return Shell.Run(java, ["-cp", jar, platform.Write("Ask.java", Program), platform.Shown(caller, "jdbc:"), sql]);
    }
}
