using System.ComponentModel.DataAnnotations;
using Summit.Http;
using Summit.Register;

namespace Summit.WorldAssembly;

/// <summary>
/// An organiser records what the World Assembly decided on an item, by consensus, by a counted vote or by a show of
/// hands. Decided is decided: the same again is nothing new, another decision is refused (WA5 to WA7).
/// </summary>
/// <param name="Decision">What was decided.</param>
/// <param name="By">How.</param>
/// <param name="Tally">The votes on adopting it, or on referring it back, where votes were counted.</param>
/// <param name="Text">The text as amended, where it was adopted as amended.</param>
/// <param name="Objections">Who stood against it, and asked for that to be recorded.</param>
public sealed record DecideItem(
    ItemDecision Decision,
    DecidedBy By,
    Tally? Tally = null,
    [MaxText(Limits.Text, Paragraphs = Limits.Clauses)] LocalisedText? Text = null,
    [MaxLength(Limits.Objections)] IReadOnlyList<Objection>? Objections = null)
{
    /// <summary>What the decision needs from the register.</summary>
    /// <param name="Organisations">Those of the objecting organisations that exist.</param>
    public sealed record Facts(IReadOnlySet<Guid> Organisations)
    {
        internal static async Task<Facts> Load(
            DecideItem command, RegisterQueries register, CancellationToken cancel) =>
            new((await register.PresentOrganisations(command.Objections?.Select(one => one.Organisation) ?? [], cancel))
                .Keys.ToHashSet());
    }

    public static Decision<WorldAssemblyEvent> Decide(
        Plenary plenary, Guid recommendation, DecideItem command, Facts facts, DateTimeOffset now)
    {
        if (plenary.Convened is null)
            return WorldAssemblyRules.NotConvened;
        if (plenary.Find(recommendation) is not { } item)
            return WorldAssemblyRules.NotTabled;
        if (item.Decision is { } before)
            return command.IsSameAs(before) ? [] : WorldAssemblyRules.AlreadyDecided.Refuses(
                item.Tabled.Track, facts: RefusalFacts.Is(before.Decision));
        if (item.State is not ItemState.InDebate)
            return WorldAssemblyRules.NotDebated.Refuses(item.Tabled.Track, facts: RefusalFacts.Is(item.State.Status));
        if (command.Broken(item, facts) is { } broken)
            return broken;
        return
        [
            new ItemDecided(recommendation, item.Round, command.Decision, command.By, now, command.Tally, command.Text,
                command.Objections is { Count: > 0 } ? command.Objections : null),
        ];
    }

    private Refusal? Broken(Item item, Facts facts)
    {
        if ((Decision == ItemDecision.AdoptedAsAmended) != Text is not null)
            return WorldAssemblyRules.TextOfAmendmentOnly.Refuses(item.Tabled.Track, "/text",
                facts: Admits<ItemDecision>(one => (one == ItemDecision.AdoptedAsAmended) == Text is not null));
        if (Text is not null && Text.In(item.Tabled.Authentic) is null)
            return WorldAssemblyRules.AuthenticLanguageMissing.Refuses(
                item.Tabled.Track, "/text", facts: RefusalFacts.Admits([item.Tabled.Authentic]));
        if ((By == DecidedBy.Vote) != Tally is not null)
            return WorldAssemblyRules.TallyOfVoteOnly.Refuses(item.Tabled.Track, "/tally",
                facts: Admits<DecidedBy>(one => (one == DecidedBy.Vote) == Tally is not null));
        if (Tally is not null && !IsDecisionOf(Tally, Decision))
            return WorldAssemblyRules.MajoritySaysOtherwise.Refuses(item.Tabled.Track, "/tally",
                facts: Admits<ItemDecision>(one => IsDecisionOf(Tally, one)));
        if (By == DecidedBy.Consensus && Objections is { Count: > 0 })
            return WorldAssemblyRules.ConsensusHasObjections.Refuses(item.Tabled.Track, "/objections",
                facts: Admits<DecidedBy>(one => one != DecidedBy.Consensus));
        if (Objections?.All(objection => facts.Organisations.Contains(objection.Organisation)) == false)
            return WorldAssemblyRules.NoSuchOrganisation.Refuses(item.Tabled.Track, "/objections");
        return null;
    }

    private static bool IsDecisionOf(Tally tally, ItemDecision decision) =>
        decision == ItemDecision.ReferredBack || tally.Carries == (decision != ItemDecision.NotAdopted);

    private static RefusalFacts Admits<T>(Func<T, bool> admitted) where T : struct, Enum =>
        RefusalFacts.Admits(Enum.GetValues<T>().Where(admitted));

    private bool IsSameAs(ItemDecided before) =>
        before.Decision == Decision && before.By == By && before.Tally == Tally && Equals(before.Text, Text)
        && (before.Objections ?? []).SequenceEqual(Objections ?? []);

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/world-assembly/items/{recommendation:guid}/decide", (
            CommandRequest<DecideItem> request, ItemRoute item, CommandExecutor executor, RegisterQueries register) =>
            executor.Execute(request, Plenary.Category, item.Assembly,
                load: (_, cancel) => Facts.Load(request.Command, register, cancel),
                decide: (plenary, facts) => Decide(
                    plenary, item.Recommendation, request.Command, facts, request.Now),
                respond: plenary => ItemDetails.Of(plenary, item.Recommendation)!))
        .WithOperation(nameof(DecideItem), "Record the decision on an item")
        .RequireRoles(Role.Organiser)
        .GoesOnAfterClosing();
}
