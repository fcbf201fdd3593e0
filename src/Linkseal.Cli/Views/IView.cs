using Linkseal.Cli.Views.Json;

namespace Linkseal.Cli.Views;

/// <summary>One thing that a command has to say, in both forms.</summary>
internal interface IView
{
    /// <summary>For people.</summary>
    /// <param name="page">Where it is written.</param>
    /// <param name="quiet"><c>--quiet</c>: without notes and hints.</param>
    void Write(Page page, bool quiet);

    /// <summary>For programs: its part of the envelope.</summary>
    void Fill(Envelope envelope);
}

/// <summary>A result that is also to be had as JUnit's XML.</summary>
internal interface IJunitView : IView
{
    /// <summary>The whole document.</summary>
    string Junit();
}
