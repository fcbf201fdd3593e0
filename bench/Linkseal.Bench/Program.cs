using Linkseal.Bench;

string[] known = ["issue", "scale", "start", "tidb", "verify"];
var wanted = args is ["all"] or [] ? known : args;
if (wanted.FirstOrDefault(w => !known.Contains(w)) is { } unknown)
{
    Console.Error.WriteLine($"bench: there is no measurement {unknown}; there are all, {string.Join(", ", known)}");
    return 2;
}

Machine.Print();
foreach (var name in wanted)
{
    using var ground = new Ground();
    if (name == "issue") IssueMeasurement.Run(ground);
    else if (name == "scale") ScaleMeasurement.Run(ground);
    else if (name == "tidb") TiDbMeasurement.Run(ground);
    else if (name == "verify") VerifyMeasurement.Run(ground);
    else StartMeasurement.Run(ground);
}

return 0;
