using System.Globalization;

namespace Summit.Faults;

/// <summary>One run: set-up, calm, faults, healing, verdict.</summary>
internal sealed class Run(Options options, Action<string> say)
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AnswersComeWithin = TimeSpan.FromSeconds(60);

    private readonly ClientHistory history = new();
    private readonly Verdict verdict = new();

    /// <summary>Runs it.</summary>
    /// <returns>The findings; empty if everything holds.</returns>
    public async Task<IReadOnlyList<string>> Do()
    {
        say($"seed {options.Seed}" + (options.Without is { } off ? $", without {off}" : ""));
        var steps = Schedule.Of(options.Seed, options.Lasts, options.Kills, Site.Names.Count);
        await using var site = await Site.Start(options.Without, new Random(options.Seed),
            isTimeSure: steps.All(step => step.Fault != Fault.JumpClock), say);
        var setUp = new Client(site.Nodes, new ClientHistory(), new Random(options.Seed)) { IsStubborn = true };
        var congress = await WorkloadCongress.Convene(setUp, CancellationToken.None);
        var first = await Versions(congress, setUp);
        await using var tail = new Tail(site.Database);
        say($"{steps.Count} steps, {steps.Count(step => step.IsKill)} of them kills; logs in {site.Folder}");
        try
        {
            await Trouble(site, congress, steps);
            await Judge(site, await tail.Seen(), first);
        }
        catch (NodeDownException down)
        {
            verdict.Insist(false, down.Message);
        }
        site.KeepsLogs = verdict.Findings.Count > 0;
        foreach (var finding in verdict.Findings)
            say($"RED  {finding}");
        say(verdict.Findings.Count == 0 ? "all held" : $"seed {options.Seed} repeats this schedule");
        return verdict.Findings;
    }

    private async Task Trouble(Site site, WorkloadCongress congress, IReadOnlyList<Step> steps)
    {
        var clients = new Clients(congress, site.Nodes, history, options.Seed);
        await Pause.For(Calm, CancellationToken.None);
        history.IsCalm = false;
        await new Nemesis(site, history, options.Seed, say).Run(steps);
        await site.Heal();
        verdict.Insist(await clients.Finish(AnswersComeWithin), "clients were not answered after everything was whole");
        say(history.ToString());

        var stillness = new Stillness(site, verdict);
        await stillness.Ready();
        var head = (long)(await site.Database.Scalar("select max(seq_id) from events.mt_events"))!;
        await Probe(congress, new Client(site.Nodes, history, new Random(options.Seed)) { IsStubborn = true });
        await stillness.Forwarded(options.IsPatient);
        await stillness.CaughtUp(head);
    }

    private async Task Judge(
        Site site, IReadOnlyList<(long Position, Guid Id)> seen, IReadOnlyDictionary<Guid, long> first)
    {
        await using var connection = await site.Database.Connect();
        var events = await EventLog.Read(connection);
        var deliveries = site.Receiver.Forwards;
        say(string.Create(CultureInfo.InvariantCulture,
            $"{events.Count} events, {events.Count(e => e.Type == EventLog.Forwarded)} forwards in ")
            + string.Create(CultureInfo.InvariantCulture, $"{deliveries.Count} deliveries"));
        verdict.Add("answers that no fault explains", history.Surprises);
        verdict.Add("effects", Checks.Effects(history.Intents, events));
        verdict.Add("places", Checks.Places(events));
        verdict.Add("rooms", Checks.Rooms(events));
        verdict.Add("forwards", Checks.Forwards(deliveries, events));
        verdict.Add("reactions", Checks.Reactions(events));
        verdict.Add("a reader beside the service", Checks.Seen(seen, events));
        verdict.Add("readers of the service", await Trail.Wrong(connection));
        verdict.Add("linearizability", Checks.Orders(
            history.Histories.ToDictionary(one => one.Key, one => (IReadOnlyCollection<Operation>)one.Value), first));
        foreach (var node in site.Nodes)
            verdict.Add($"node {node.Name} ended by itself", node.Failures.Select(code => $"exit code {code}"));
        var (exitCode, said) = await Operator.Run("verify", site.Database.Direct.ConnectionString);
        verdict.Insist(exitCode == 0, $"verify: {said.Trim()}");
    }

    /// <summary>Sends one recommendation all the way, so that every subscription has something to do.</summary>
    private async Task Probe(WorkloadCongress congress, Client client)
    {
        using var patience = new CancellationTokenSource(AnswersComeWithin);
        var isThrough = await new Deliberating().AllTheWay(congress, client, history, patience.Token);
        verdict.Insist(isThrough, "a recommendation does not come all the way any more");
    }

    private static async Task<IReadOnlyDictionary<Guid, long>> Versions(WorkloadCongress congress, Client client)
    {
        var versions = new Dictionary<Guid, long>();
        foreach (var session in congress.Shared)
            versions[session] = (await client.Read($"/v1/sessions/{session}", CancellationToken.None))!.Version;
        return versions;
    }
}
