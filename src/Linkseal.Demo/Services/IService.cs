namespace Linkseal.Demo.Services;

/// <summary>What is its own to each of the demo's services.</summary>
internal interface IService
{
    /// <summary>Reads its files.</summary>
    /// <param name="folder">Where they lie.</param>
    ServiceSetup Read(string folder);

    /// <summary>Answers one caller, until the connection or the time ends.</summary>
    Task Answer(Stream caller, ServiceSetup setup, CancellationToken cancellation);

    /// <summary>What it does beside answering, until it is cancelled.</summary>
    /// <param name="setup">What it is told just now.</param>
    /// <param name="starter">Whom it tells what it did.</param>
    /// <param name="cancellation">The service ends.</param>
    Task Work(Func<ServiceSetup> setup, Starter starter, CancellationToken cancellation);
}
