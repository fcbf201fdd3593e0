namespace Linkseal.Runtime.Drafting;

/// <summary>The schema of <c>linkseal.yaml</c>, for editors: where the program that runs was installed with it.</summary>
public static class SchemaFile
{
    private const string Name = "linkseal.schema.json";
    private const string Shared = "share/doc/linkseal/" + Name;

    // artifacts/cli/linkseal lies two folders below the sources, a test program six.
    private const int Highest = 7;

    private static readonly Lazy<string?> Found = new(() => Of(Environment.ProcessPath) ?? Of(System.IO.Path.Combine(AppContext.BaseDirectory, "linkseal")));

    /// <summary>Absolute; null: there is none.</summary>
    public static string? Path => Found.Value;

    /// <summary>Beside a program: <c>../share/doc/linkseal</c> of an installation, <c>docs</c> of a release or of the sources.</summary>
    /// <param name="program">The program's file; a symbolic link leads to where it really lies.</param>
    public static string? Of(string? program)
    {
        if (program is null) return null;
        var real = File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program;
        var folder = System.IO.Path.GetDirectoryName(real);
        for (var i = 0; folder is not null && i < Highest; i++, folder = System.IO.Path.GetDirectoryName(folder))
        {
            foreach (var name in (string[])[Shared, "docs/" + Name])
            {
                if (File.Exists(System.IO.Path.Combine(folder, name))) return System.IO.Path.Combine(folder, name);
            }
        }

        return null;
    }
}
