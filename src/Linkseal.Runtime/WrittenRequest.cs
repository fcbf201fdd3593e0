using System.Collections.Immutable;
using Linkseal.Core.Certificates;

namespace Linkseal.Runtime;

/// <summary>A certificate request that was written for a CA that is not ours.</summary>
/// <param name="Component">The component that its certificate is for.</param>
/// <param name="File">The file, absolute.</param>
/// <param name="CommonName">The subject's common name.</param>
/// <param name="Names">The subjectAltName that it asks for.</param>
/// <param name="Purposes">The usages that it asks for.</param>
public sealed record WrittenRequest(string Component, string File, string CommonName, ImmutableArray<string> Names, Purposes Purposes);
