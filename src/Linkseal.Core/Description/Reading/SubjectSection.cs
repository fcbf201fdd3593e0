using Linkseal.Core.Certificates;

namespace Linkseal.Core.Description.Reading;

/// <summary>Reads <c>subject:</c>. Lengths: RFC 5280, appendix A.1, upper bounds.</summary>
internal static class SubjectSection
{
    // Of the 64 characters (ub-common-name), room is left for the number of the generation that is added.
    private const int LongestCommonName = 48;

    public static SubjectName Read(FieldReader owner, bool withCommonName)
    {
        string[] keys = ["country", "state", "locality", "organization", "unit"];
        if (owner.Fields("subject", withCommonName ? [.. keys, "commonName"] : keys) is not { } fields) return new();
        return new()
        {
            Country = Country(fields),
            State = Part(fields, "state", 128),
            Locality = Part(fields, "locality", 128),
            Organization = Part(fields, "organization", 64),
            Unit = Part(fields, "unit", 64),
            CommonName = withCommonName ? Part(fields, "commonName", LongestCommonName) : null,
        };
    }

    private static string? Country(FieldReader fields)
    {
        if (fields.Text("country") is not { } text) return null;
        if (text.Value.Length == 2 && text.Value.All(char.IsAsciiLetter)) return text.Value.ToUpperInvariant();
        fields.Scope.Report(ValueDiagnostics.BadSubject(text.Start, "`country`", "a code of two letters (ISO 3166), as in `DE`"));
        return null;
    }

    private static string? Part(FieldReader fields, string key, int longest)
    {
        if (fields.Text(key) is not { } text) return null;
        var value = text.Value.Trim();
        if (value.Length > 0 && value.Length <= longest && !value.Any(char.IsControl)) return value;
        fields.Scope.Report(ValueDiagnostics.BadSubject(text.Start, Quoted.Text(key), $"one line of 1 to {longest} characters"));
        return null;
    }
}
