namespace Linkseal.Core.Description.Reading;

/// <summary>Reads <c>leaf:</c>, the defaults of every certificate.</summary>
internal static class LeafSection
{
    public static LeafEntry Read(FieldReader platform)
    {
        if (platform.Fields("leaf", "key", "lifetime", "renewAt", "subject") is not { } fields) return new();
        return new()
        {
            Key = CertificateFields.Key(fields),
            Lifetime = CertificateFields.Duration(fields),
            RenewAt = CertificateFields.RenewAt(fields),
            Subject = SubjectSection.Read(fields, withCommonName: false),
        };
    }
}
