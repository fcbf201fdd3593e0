using System.Globalization;
using System.Text;
using System.Xml;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Cli.Views;

/// <summary>A run of <c>verify</c> as JUnit's XML (the form that Jenkins and GitLab read): a suite for the platform, a test case for each link at each address.</summary>
internal static class JunitText
{
    /// <summary>The document.</summary>
    /// <param name="report">The run.</param>
    /// <param name="allowSkipped">A skipped link is skipped; else it is a failure.</param>
    public static string Of(VerificationReport report, bool allowSkipped)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CheckCharacters = true }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", "linkseal verify " + Clean(report.Platform.Name));
            xml.WriteAttributeString("tests", Number(report.Links.Length));
            xml.WriteAttributeString("failures", Number(report.Links.Count(l => l.Fails(allowSkipped))));
            xml.WriteAttributeString("errors", "0");
            xml.WriteAttributeString("skipped", Number(report.Links.Count(l => l.Skipped is not null && !l.Fails(allowSkipped))));
            xml.WriteAttributeString("time", Seconds(report.Ended - report.Began));
            xml.WriteAttributeString("timestamp", report.Began.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
            foreach (var link in report.Links) Case(xml, link, allowSkipped);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text + "\n";
    }

    private static void Case(XmlWriter xml, LinkProof link, bool allowSkipped)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Clean(link.Link.Callee + (link.Link.Endpoint is { } endpoint ? "." + endpoint : "")));
        xml.WriteAttributeString("name", Clean($"{link.Link.Id} is {link.Link.Required.Text()}{(link.Address is { } at ? " at " + at : "")}"));
        xml.WriteAttributeString("time", Seconds(link.Strangers.Aggregate(link.Caller.Duration, static (sum, s) => sum + s.Duration)));
        if (link.Fails(allowSkipped))
        {
            var errors = link.Findings.Where(static f => f.Severity is Severity.Error).ToList();
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("type", errors.Count > 0 ? errors[0].Code : "skipped");
            xml.WriteAttributeString("message", Clean(link.Skipped is { } why ? "skipped: " + why : errors.Count > 0 ? errors[0].Message : "not proven"));
            xml.WriteString(Clean(string.Join('\n', errors.Select(static f => $"{f.Code} {f.Message}\n  expected: {f.Expected}\n  observed: {f.Observed}\n  remedy: {f.Remedy}"))));
            xml.WriteEndElement();
        }
        else if (link.Skipped is { } reason)
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", Clean(reason));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    // What a server said may hold anything; XML 1.0 does not.
    private static string Clean(string text) => new([.. text.Where(static c => XmlConvert.IsXmlChar(c))]);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
