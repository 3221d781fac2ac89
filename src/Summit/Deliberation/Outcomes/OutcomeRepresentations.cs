using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Summit.Congress;
using Summit.Http;
using Summit.Papers;
using Summit.Programme;
using Summit.Register;
using Summit.Store;
using Summit.WorldAssembly;

namespace Summit.Deliberation;

/// <summary>Which outcomes are wanted, by whom, and in which form.</summary>
/// <param name="Congress">The Congress.</param>
/// <param name="Filter">Which of them.</param>
/// <param name="Viewer">The caller; null without a key.</param>
/// <param name="AsMarkdown">Whether as a document to read; else as JSON.</param>
/// <param name="Reader">The languages to choose from; null for all, which JSON alone can show.</param>
/// <param name="AsOfPosition">The last event that counts.</param>
/// <param name="AsOf">The past moment that was asked for; null where none was.</param>
internal sealed record OutcomeRequest(
    Guid Congress,
    OutcomeFilter Filter,
    PaperViewer? Viewer,
    bool AsMarkdown,
    LanguagePreference? Reader,
    long AsOfPosition = long.MaxValue,
    DateTimeOffset? AsOf = null)
{
    /// <summary>Whether a past state is wanted.</summary>
    public bool IsPast => AsOfPosition != long.MaxValue;
}

/// <summary>
/// Documents of outcomes, each put together once for the position up to which the view holds all that happened, and for
/// all else that decides what is in it (HT21).
/// </summary>
internal sealed class OutcomeRepresentations(
    Congresses congresses,
    PublishedSessions sessions,
    PublishedPapers papers,
    RegisterQueries register,
    PublishedWorldAssemblies assemblies,
    OutcomeRows outcomes,
    SubscriptionHost subscriptions,
    EventStreams streams,
    RepresentationCache cache) : IPublishedOutcomes
{
    /// <summary>How long those wait for the view who have changed nothing that they could miss.</summary>
    public static readonly TimeSpan AnybodyWaitMax = TimeSpan.FromMilliseconds(200);

    /// <summary>The position up to which outcomes hold all that happened; null where the view is behind.</summary>
    /// <param name="asOfPosition">The last event that counts.</param>
    /// <param name="within">How long to wait for the view.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<long?> Reached(long asOfPosition, TimeSpan within, CancellationToken cancel)
    {
        var upTo = Math.Min(asOfPosition, await streams.Head(cancel));
        return await subscriptions.CaughtUp(upTo, within, cancel, ConsolidatedOutcome.Table) ? upTo : null;
    }

    /// <inheritdoc/>
    public async Task<Representation> Markdown(Guid congress, LanguagePreference reader, CancellationToken cancel) =>
        await Of(new OutcomeRequest(congress, new OutcomeFilter(), null, AsMarkdown: true, reader),
            await Reached(long.MaxValue, AnybodyWaitMax, cancel), cancel);

    /// <summary>The outcomes in the form wanted.</summary>
    /// <param name="wanted">Which, for whom, and how.</param>
    /// <param name="reached">The position up to which they hold all; null where the view is behind.</param>
    /// <param name="cancel">Ends the waiting: what was begun is finished for those who ask next.</param>
    public async Task<Representation> Of(OutcomeRequest wanted, long? reached, CancellationToken cancel)
    {
        List<OutcomeRow>? rows = null;
        // The register has no positions: its names are asked for each time, and are part of the key.
        var named = await cache.Get(
            reached is null ? null : new OrganisationsKey(wanted.Congress, reached.Value, wanted.IsPast),
            async () => OutcomeNames.OrganisationsOf(rows = await Rows()).Distinct().Order().ToArray(),
            ids => ids.Length * 16, cancel);
        var organisations = await register.Organisations(named, cancel);
        var key = reached is null ? null : new DocumentKey(wanted.Congress, reached.Value,
            wanted.IsPast ? wanted.AsOfPosition : null, wanted.AsOf, wanted.AsMarkdown,
            wanted.Reader?.ToString(),
            wanted.Viewer, wanted.Filter.Domain, wanted.Filter.Section,
            string.Join(',', wanted.Filter.Tracks ?? []), wanted.Filter.Tracks is null,
            string.Join(',', wanted.Filter.Statuses ?? []), wanted.Filter.Statuses is null,
            Fingerprint(organisations.Values));
        return await cache.Get(key, async () => await Render(wanted, rows ?? await Rows(), organisations), cancel);

        Task<List<OutcomeRow>> Rows() =>
            outcomes.OfCongress(wanted.Congress, wanted.AsOfPosition, CancellationToken.None);
    }

    private async Task<Representation> Render(
        OutcomeRequest wanted, List<OutcomeRow> rows, IReadOnlyDictionary<Guid, Organisation> organisations)
    {
        var upTo = wanted.AsOfPosition;
        var edition = (await congresses.Find(wanted.Congress, CancellationToken.None, upTo))!;
        var names = OutcomeNames.For(wanted.Viewer,
            await sessions.Find(rows.SelectMany(row => row.It.Sessions), CancellationToken.None, upTo),
            await papers.Find(
                rows.SelectMany(row => row.It.Papers.Select(paper => paper.Paper)), CancellationToken.None, upTo),
            organisations);
        var by = wanted.Viewer?.By;
        var document = Outcomes.Of(edition, rows, names, wanted.Filter, by,
            await assemblies.Outcome(wanted.Congress, upTo, CancellationToken.None), wanted.IsPast ? upTo : null);
        if (!wanted.AsMarkdown)
            return RepresentationResult.Of(document, wanted.Reader);
        var language = wanted.Reader!.OfService;
        var selection = new OutcomeSelection(wanted.Filter.For(by), by is null, wanted.AsOf);
        return new Representation("text/markdown; charset=utf-8", Encoding.UTF8.GetBytes(
            OutcomeMarkdown.Render(document, language, wanted.Reader, selection)), [language]);
    }

    private static string Fingerprint(IEnumerable<Organisation> organisations) => Convert.ToHexStringLower(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
            organisations.OrderBy(one => one.Id).Select(one => new { one.Id, one.Name }), Json.Options)));

    private sealed record OrganisationsKey(Guid Congress, long Reached, bool IsPast);

    private sealed record DocumentKey(
        Guid Congress, long Reached, long? Position, DateTimeOffset? AsOf, bool AsMarkdown, string? Languages,
        PaperViewer? Viewer, string? Domain, string? Section, string Tracks, bool HasAllTracks, string Statuses,
        bool HasAllStatuses, string Names);
}
