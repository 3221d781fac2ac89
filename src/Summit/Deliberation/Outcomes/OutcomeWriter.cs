using NodaTime;

namespace Summit.Deliberation;

/// <summary>Writes one document of outcomes.</summary>
internal sealed class OutcomeWriter(OutcomeDocument document, OutcomeWords words, OutcomeSelection selection)
{
    // With the name of the recommendation about a line of the contents.
    private const int ExcerptMax = 80;

    private readonly MarkdownWriter markdown = new();
    private readonly Dictionary<Guid, string> names = [];
    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[document.TimeZone];

    public string Write()
    {
        var parts = document.Items.GroupBy(item => OutcomeParts.PartOf(item.Status)).OrderBy(part => part.Key)
            .Select(part => (Part: part.Key, Chapters: Chapters([.. part])))
            .ToArray();
        // A number is the sealed outcome's and no other. What has none there is counted within this document.
        var unnumbered = 0;
        foreach (var item in parts.SelectMany(part => part.Chapters).SelectMany(chapter => chapter.Items))
        {
            names.Add(item.Id, item.Number is { } number
                ? $"{words.Recommendation} {number}"
                : $"{words.Unnumbered} {++unnumbered}");
        }
        Head();
        if (parts.Length > 0)
            markdown.Block($"## {words.Contents}");
        foreach (var (part, chapters) in parts)
            Contents(part, chapters.SelectMany(chapter => chapter.Items));
        foreach (var (part, chapters) in parts)
        {
            markdown.Block($"## {words.Part(part)}");
            if (words.Note(part) is { } note)
                markdown.Block($"*{note}*");
            foreach (var chapter in chapters)
                Write(chapter);
        }
        return markdown.ToString();
    }

    private void Head()
    {
        markdown.Block($"# {words.Title}{words.Colon} {words.Plain(document.Name)}");
        Fact(words.PlaceAndDates, $"{Markdown.Plain(document.Host.City)} ({document.Host.Country}), "
            + words.Days(LocalDate.FromDateOnly(document.StartsOn), LocalDate.FromDateOnly(document.EndsOn)));
        Fact(words.SealedOutcome, document.Sealed is { } seal
            ? words.Sealed(seal.Version, Local(seal.At).Date)
            : words.NotSealed);
        if (document.Sealed is { Hash: var hash })
            Fact(words.Hash, $"`{hash}`");
        if (document.Position is { } position)
        {
            Fact(words.State, words.AsOf(
                position, selection.AsOf is { } moment ? Local(moment) : null, Markdown.Plain(document.TimeZone)));
        }
        if (words.Chosen(selection, document).ToArray() is { Length: > 0 } chosen)
            Fact(words.Selection, string.Join($"{words.Semicolon} ", chosen));
        markdown.Gap();
        markdown.Block(words.Count(document.Items.Count));
    }

    private void Contents(OutcomePart part, IEnumerable<OutcomeItem> items)
    {
        markdown.Block($"**{words.Part(part)}**");
        foreach (var item in items)
            markdown.Item($"{Link(item.Id)}{words.Colon} {Markdown.Plain(Excerpt(item))}");
        markdown.Gap();
    }

    // Each recommendation once, under the first of its domains; the others point to it, those with nothing else last.
    private List<Chapter> Chapters(OutcomeItem[] part)
    {
        var homes = part.ToLookup(item =>
            item.PolicyDomains.FirstOrDefault(code => document.PolicyDomains.Any(domain => domain.Code == code)));
        var chapters = document.PolicyDomains
            .Select(domain => new Chapter(domain, [.. homes[domain.Code]],
                [.. part.Except(homes[domain.Code]).Where(item => domain.Recommendations.Contains(item.Id))]))
            .Where(chapter => chapter.Items.Count + chapter.Elsewhere.Count > 0)
            .OrderBy(chapter => chapter.Items.Count == 0)
            .ToList();
        if (homes[null].Any())
            chapters.Add(new Chapter(null, [.. homes[null]], []));
        return chapters;
    }

    private void Write(Chapter chapter)
    {
        markdown.Block($"### {(chapter.Domain is null ? words.NoDomain : words.Plain(chapter.Domain.Name))}");
        foreach (var item in chapter.Items)
            Recommendation(item);
        if (chapter.Elsewhere.Count > 0)
        {
            markdown.Block($"*{words.SeeAlso}*{words.Colon} "
                + string.Join(", ", chapter.Elsewhere.Select(item => Link(item.Id))));
        }
    }

    private void Recommendation(OutcomeItem item)
    {
        markdown.Block($"#### {names[item.Id]}");
        markdown.Block($"**{words.Status(item.Status)}**" + (item.Decision is { } decision
            ? $", {Day(decision.At)}, {How(decision.By, decision.Tally)}"
            : ""));
        var (paragraphs, openings) = Paragraphs(item);
        foreach (var (n, paragraph) in paragraphs.Index())
            markdown.Block((n < openings ? "" : $"**{n - openings + 1}.** ") + Markdown.Lines(paragraph));
        Facts(item);
        if (item.Lineage.Sources is not { Count: > 0 })
            return;
        markdown.Block($"##### {words.ConsolidatedFrom}");
        markdown.Block($"*{words.SourcesAreNotPart}*");
        Sources(item, "");
    }

    private void Facts(OutcomeItem item)
    {
        var shown = words.LanguageOf(item.Text);
        Fact(words.Authentic, words.Language(item.Authentic)
            + (shown == item.Authentic ? "" : $" ({words.ShownIn} {words.Language(shown)})"));
        foreach (var session in item.Lineage.Sessions)
            Fact(words.ComesFrom, Session(session));
        foreach (var paper in item.Lineage.Papers.GroupBy(paper => (paper.Id, paper.Revision)))
            Fact(words.RestsOn, Paper([.. paper]));
        if (item.Support.Agreement is { } agreement)
            Fact(words.Agreed, $"{Day(agreement.At)}, {How(agreement.By, agreement.Tally)}");
        foreach (var said in item.Reservations)
            Fact($"{words.Reservation} ({Organisation(said.Organisation)})", words.Lines(said.Text));
        foreach (var said in item.Decision?.Objections ?? [])
            Fact($"{words.Objection} ({Organisation(said.Organisation)})", words.Lines(said.Text));
        Fact(words.Reference, $"`{item.Id}`");
        markdown.Gap();
    }

    private void Sources(OutcomeItem item, string prefix)
    {
        if (item.Lineage.AmendedSince is not null)
            markdown.Block($"*{words.AmendedSince}*");
        foreach (var (n, source) in item.Lineage.Sources!.Index())
        {
            var label = prefix + Letter(n);
            // In a quote, so that no reader takes a source for the adopted text.
            markdown.BeginQuote();
            markdown.Block($"**{words.Source} {label}**");
            SourceText(source, label, item.Lineage);
            Facts(source);
            markdown.EndQuote();
            if (source.Lineage.Sources is { Count: > 0 })
                Sources(source, $"{label}.");
        }
    }

    private void SourceText(OutcomeItem source, string label, OutcomeLineage into)
    {
        // Numbered as the consolidation counted them: in the authentic language.
        var paragraphs = Clauses.Of(source.Text.In(source.Authentic)!);
        var shown = Clauses.Of(source.Text.In(words.LanguageOf(source.Text))!);
        if (shown.Count != paragraphs.Count)
            shown = paragraphs;
        var openings = Openings(source, source.Authentic);
        foreach (var (n, paragraph) in shown.Index())
        {
            var number = n - openings + 1;
            markdown.Block(number < 1
                ? Markdown.Lines(paragraph)
                : $"**{label}{number}.** {Markdown.Lines(paragraph)}{Became(new ClauseRef(source.Id, number), into)}");
        }
    }

    private string Became(ClauseRef clause, OutcomeLineage into)
    {
        var used = (into.Clauses ?? []).Index()
            .Where(made => made.Item.Sources.Contains(clause))
            .Select(made => words.Clause(made.Index + 1, made.Item.Kind, isThen: into.AmendedSince is not null,
                isAmended: into.AmendedSince?.Contains(made.Index + 1) == true))
            .ToArray();
        if (used.Length > 0)
            return $" *→ {string.Join($"{words.Semicolon} ", used)}*";
        return (into.LeftOut ?? []).FirstOrDefault(left => left.Source == clause) is { } left
            ? $" *→ {words.LeftOut}*{words.Colon} {words.Quote(Markdown.Plain(left.ReasonIn(words.Code)))}"
            : "";
    }

    private string Session(OutcomeSession session) =>
        (session.Track is { } track ? $"{words.Track(track)}, " : "")
        + (session.Title is { } title ? words.Quoted(title) : session.Id.ToString());

    private string Paper(OutcomePaper[] proposals)
    {
        var paper = proposals[0];
        var title = paper.Title is { } known ? words.Quoted(known) : paper.Id.ToString();
        var proposed = proposals.Select(one => one.Proposed).OfType<int>().ToArray();
        return title + (paper.Organisation is { } from ? $" ({Organisation(from)})" : "")
            + $", {words.Revision} {paper.Revision}"
            + (proposed.Length == 0 ? "" : $", {words.Proposal(proposed.Length)} {string.Join(", ", proposed)}");
    }

    private string Organisation(OutcomeOrganisation organisation) =>
        organisation.Name is { } name ? words.Plain(name) : organisation.Id.ToString();

    // The first words of its first clause.
    private string Excerpt(OutcomeItem item)
    {
        var (paragraphs, openings) = Paragraphs(item);
        var clause = (paragraphs.ElementAtOrDefault(openings) ?? paragraphs.LastOrDefault() ?? "")
            .ReplaceLineEndings(" ");
        if (clause.Length <= ExcerptMax)
            return clause;
        var end = clause.LastIndexOf(' ', ExcerptMax);
        return (end > 0 ? clause[..end] : clause[..(ExcerptMax - (char.IsLowSurrogate(clause[ExcerptMax]) ? 1 : 0))])
            + "…";
    }

    private (IReadOnlyList<string> Paragraphs, int Openings) Paragraphs(OutcomeItem item)
    {
        var language = words.LanguageOf(item.Text);
        return (Clauses.Of(item.Text.In(language)!), Openings(item, language));
    }

    private static int Openings(OutcomeItem item, string language) =>
        item.Opening?.In(language) is { } opening ? Clauses.Of(opening).Count : 0;

    // Renderers that give headings an anchor make it of their words so.
    private string Link(Guid item) =>
        $"[{names[item]}](#{names[item].ToLowerInvariant().Replace(' ', '-')})";

    private void Fact(string name, string value) => markdown.Item($"**{name}**{words.Colon} {value}");

    private string How(DecidedBy by, Tally? tally) => tally is null
        ? words.By(by)
        : $"{words.By(by)}{words.Colon} {words.Votes(tally)}";

    private string Day(DateTimeOffset moment) => words.Day(Local(moment).Date);

    private LocalDateTime Local(DateTimeOffset moment) =>
        Instant.FromDateTimeOffset(moment).InZone(zone).LocalDateTime;

    private static string Letter(int n) => n < 26
        ? ((char)('A' + n)).ToString()
        : Letter(n / 26 - 1) + Letter(n % 26);

    /// <summary>
    /// A policy domain with the recommendations written under it and those it links to; without a domain, the rest.
    /// </summary>
    private sealed record Chapter(
        OutcomeDomain? Domain, IReadOnlyList<OutcomeItem> Items, IReadOnlyList<OutcomeItem> Elsewhere);
}
