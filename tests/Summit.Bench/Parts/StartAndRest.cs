namespace Summit.Bench;

/// <summary>
/// From the start of the process to its first answer, on a database that exists; memory with nothing to do.
/// </summary>
internal static class StartAndRest
{
    private const int Starts = 5;

    public static async Task Run(Bench bench)
    {
        var connection = await bench.NewDatabase("start");
        await (await ServiceProcess.Start(connection)).DisposeAsync();
        var (starts, rests) = (new List<double>(), new List<double>());
        for (var n = 0; n < Starts; n++)
        {
            await using var service = await ServiceProcess.Start(connection);
            starts.Add(service.FirstAnswer.TotalMilliseconds);
            rests.Add(service.ResidentMegabytes());
        }
        Table.Head("start on an existing database", $"median of {Starts}");
        Table.Row("ms to the first answer", Table.Number(Figure.Median(starts)));
        Table.Row("MB resident at rest", Table.Number(Figure.Median(rests)));
    }
}
