using Summit.Congress;
using Summit.Http;

namespace Summit.WorldAssembly;

/// <summary>
/// An organiser seals the outcome: what was adopted, numbered, under a hash that anybody can work out again. A number
/// once sealed stays with its recommendation: a later version numbers what is new after it (WA8, WA9).
/// </summary>
public sealed record SealOutcome
{
    public static Decision<WorldAssemblyEvent> Decide(Plenary plenary, DateTimeOffset now)
    {
        if (plenary.Convened is null)
            return WorldAssemblyRules.NotConvened;
        if (plenary.Agenda.IsEmpty)
            return WorldAssemblyRules.NothingTabled;
        if (plenary.Agenda.Any(item => item.Decision is null))
            return WorldAssemblyRules.ItemsUndecided.Refuses(conflicts:
            [
                .. plenary.Agenda.Where(item => item.Decision is null)
                    .Select(item => new Conflict(item.Recommendation, "recommendation")),
            ]);
        var items = Numbered(plenary);
        var hash = CanonicalJson.Hash(items);
        return hash == plenary.Outcome?.Hash
            ? []
            : [new OutcomeSealed((plenary.Outcome?.Version ?? 0) + 1, items, hash, now)];
    }

    private static IReadOnlyList<SealedItem> Numbered(Plenary plenary)
    {
        var before = (plenary.Outcome?.Items ?? []).ToDictionary(item => item.Recommendation, item => item.Number);
        var last = before.Values.DefaultIfEmpty(0).Max();
        return
        [
            .. plenary.Agenda
                .Where(item => item.Adopted is not null)
                .Select(item => new SealedItem(
                    before.TryGetValue(item.Recommendation, out var number) ? number : ++last,
                    item.Recommendation, item.Adopted!, item.Tabled.Authentic, item.Tabled.PolicyDomains))
                .OrderBy(item => item.Number),
        ];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/world-assembly/seal", (
            CommandRequest<SealOutcome> request, CongressRoute congress, CommandExecutor executor) =>
            executor.Execute(request, Plenary.Category, Plenary.IdOf(congress.Id),
                decide: plenary => Decide(plenary, request.Now),
                respond: plenary => OutcomeDetails.Of(plenary)!))
        .WithOperation(nameof(SealOutcome), "Seal the outcome")
        .RequireRoles(Role.Organiser)
        .GoesOnAfterClosing();
}
