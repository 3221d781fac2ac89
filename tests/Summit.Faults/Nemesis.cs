namespace Summit.Faults;

/// <summary>Injects the faults of a schedule into a site, and heals it after each step.</summary>
internal sealed class Nemesis(Site site, ClientHistory history, int seed, Action<string> say)
{
    private const int ClockJumpsAtMostSeconds = 20;

    private readonly Random random = new(seed);

    /// <summary>Runs the steps one after another.</summary>
    public async Task Run(IReadOnlyList<Step> steps)
    {
        foreach (var step in steps)
        {
            var before = history.Acknowledged;
            var more = await Do(step);
            await site.Heal();
            say($"{step}: {history.Acknowledged - before} acknowledged meanwhile{more}");
            await Pause.For(step.Then, CancellationToken.None);
        }
    }

    private async Task<string> Do(Step step)
    {
        var node = site.Nodes[step.Node];
        switch (step.Fault)
        {
            case Fault.KillNode:
                await Killed([node], step.Lasts);
                break;
            case Fault.KillAllNodes:
                await Killed(site.Nodes, step.Lasts);
                break;
            case Fault.KillDatabase:
                await site.Database.Kill();
                await Last(step);
                await site.Database.Start();
                break;
            case Fault.KillEverything:
                await Task.WhenAll([site.Database.Kill(), .. site.Nodes.Select(each => each.Kill())]);
                await Last(step);
                await site.Database.Start();
                await Task.WhenAll(site.Nodes.Select(each => each.Start()));
                break;
            case Fault.FreezeNode:
                node.Freeze();
                await Last(step);
                node.Thaw();
                break;
            case Fault.FreezeNodeOverDatabaseRestart:
                node.Freeze();
                await site.Database.Kill();
                await site.Database.Start();
                await Last(step);
                node.Thaw();
                break;
            case Fault.TerminateBackends:
                return $"; {await site.Database.TerminateBackends(0.3 + random.NextDouble() * 0.7)} backends ended";
            case Fault.CutLine:
                node.Proxy.Cut();
                await Last(step);
                node.Proxy.Cut();
                break;
            case Fault.LoseAnswers:
                node.Proxy.LoseAnswers(new Random(random.Next()));
                await Last(step);
                break;
            case Fault.SlowLine:
                node.Proxy.Delay(TimeSpan.FromMilliseconds(5 + random.Next(80)));
                await Last(step);
                break;
            case Fault.SilentLine:
                node.Proxy.FallSilent();
                await Last(step);
                break;
            case Fault.HalfOpenLine:
                node.Proxy.HalfOpen();
                await Last(step);
                break;
            case Fault.FillDisk when site.Disk.CanBeFilled:
                site.Disk.Fill();
                await Last(step);
                break;
            case Fault.JumpClock when node.Clock is { } clock:
                var offset = random.Next(-ClockJumpsAtMostSeconds, ClockJumpsAtMostSeconds + 1);
                clock.JumpTo(TimeSpan.FromSeconds(offset));
                await Last(step);
                return $"; by {offset} s";
            default:
                return "; not possible here";
        }
        return "";
    }

    private static async Task Killed(IReadOnlyList<Node> nodes, TimeSpan down)
    {
        await Task.WhenAll(nodes.Select(node => node.Kill()));
        await Pause.For(down, CancellationToken.None);
        await Task.WhenAll(nodes.Select(node => node.Start()));
    }

    private static Task Last(Step step) => Pause.For(step.Lasts, CancellationToken.None);
}
