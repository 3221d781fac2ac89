using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Summit.Deliberation;

/// <summary>
/// The consolidated outcomes as a document to read, print and send round: by policy domain, each recommendation
/// numbered, with its text, where it comes from, how it was agreed and decided, and what was reserved. Pure: rows in,
/// text out.
/// </summary>
public static class OutcomeMarkdown
{
    /// <summary>The document.</summary>
    /// <param name="document">The outcomes.</param>
    /// <param name="language"><c>en</c>, <c>fr</c> or <c>es</c>.</param>
    /// <param name="reader">The languages that its texts are taken in; null for that of the document.</param>
    public static string Render(OutcomeDocument document, string language, LanguagePreference? reader = null) =>
        new OutcomeWriter(document, new OutcomeWords(language, reader ?? new([language], []))).Write();
}

/// <summary>Writes one document.</summary>
internal sealed class OutcomeWriter(OutcomeDocument document, OutcomeWords words)
{
    private readonly StringBuilder text = new();
    private readonly Dictionary<Guid, int> numbers = [];
    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[document.TimeZone];

    public string Write()
    {
        Block($"# {words.Title}{words.Colon} {words.Plain(document.Name)}");
        var chapters = Chapters();
        if (document.Position is { } position)
            Block($"*{words.AsItStood} {position}*");
        Block(words.Count(document.Items.Count));
        foreach (var (_, items) in chapters)
            foreach (var item in items)
                numbers.Add(item.Id, numbers.Count + 1);
        foreach (var (domain, items) in chapters)
        {
            Block($"## {(domain is null ? words.NoDomain : words.Plain(domain.Name))}");
            foreach (var item in items)
                Recommendation(item);
            var elsewhere = (domain?.Recommendations ?? []).Except(items.Select(item => item.Id))
                .Select(id => numbers[id]).Order().ToArray();
            if (elsewhere.Length > 0)
                Block($"*{words.SeeAlso}{words.Colon} {string.Join(", ", elsewhere)}*");
        }
        return text.ToString();
    }

    // Each recommendation once, under the first of its domains; the others point to it, those with nothing else last.
    private List<(OutcomeDomain? Domain, OutcomeItem[] Items)> Chapters()
    {
        var homes = document.Items.ToLookup(item =>
            item.PolicyDomains.FirstOrDefault(code => document.PolicyDomains.Any(domain => domain.Code == code)));
        var chapters = document.PolicyDomains
            .Select(domain => (Domain: (OutcomeDomain?)domain, Items: homes[domain.Code].ToArray()))
            .OrderBy(chapter => chapter.Items.Length == 0)
            .ToList();
        if (homes[null].Any())
            chapters.Add((null, [.. homes[null]]));
        return chapters;
    }

    private void Recommendation(OutcomeItem item)
    {
        Block($"### {words.Recommendation} {numbers[item.Id]}");
        Block($"**{words.Status(item.Status)}**" + Decision(item.Decision) + Sealed(item));
        Text(item);
        Facts(item);
        if (item.Lineage.Sources is { Count: > 0 })
        {
            Block($"#### {words.ConsolidatedFrom}");
            Sources(item, "");
        }
    }

    private string Decision(OutcomeDecision? decision) => decision is null
        ? ""
        : $", {Day(decision.At)}, {How(decision.By, decision.Tally)}";

    private string Sealed(OutcomeItem item) => item.Number is { } number
        ? $" · {words.Sealed(number, item.OutcomeVersion ?? 1)}"
        : "";

    private void Text(OutcomeItem item)
    {
        var language = words.LanguageOf(item.Text);
        var paragraphs = Clauses.Of(item.Text.In(language)!);
        var openings = item.Lineage.Opening is not null && paragraphs.Count > 1 ? 1 : 0;
        for (var n = 0; n < paragraphs.Count; n++)
            Block((n < openings ? "" : $"**{n - openings + 1}.** ") + Markdown.Plain(paragraphs[n]));
    }

    private void Facts(OutcomeItem item, string indent = "")
    {
        var shown = words.LanguageOf(item.Text);
        Line($"{indent}- **{words.Authentic}**{words.Colon} {words.Language(item.Authentic)}"
             + (shown == words.Code ? "" : $" ({words.ShownIn} {words.Language(shown)})"));
        foreach (var session in item.Lineage.Sessions)
            Line($"{indent}- **{words.ComesFrom}**{words.Colon} {Session(session)}");
        foreach (var paper in item.Lineage.Papers.GroupBy(paper => (paper.Id, paper.Revision)))
            Line($"{indent}- **{words.RestsOn}**{words.Colon} {Paper([.. paper])}");
        if (item.Support.Agreement is { } agreement)
        {
            var how = How(agreement.By, agreement.Tally);
            Line($"{indent}- **{words.Agreed}**{words.Colon} {Day(agreement.At)}, {how}");
        }
        Statements(words.Reservations, item.Reservations, indent);
        Statements(words.Objections, item.Decision?.Objections ?? [], indent);
        Line("");
    }

    private void Statements(string label, IReadOnlyList<OutcomeStatement> statements, string indent)
    {
        if (statements.Count == 0)
            return;
        Line($"{indent}- **{label}**{words.Colon}");
        foreach (var said in statements)
            Line($"{indent}  - **{Organisation(said.Organisation)}**{words.Colon} {words.Plain(said.Text)}");
    }

    private string Session(OutcomeSession session) =>
        (session.Track is { } track ? $"{words.Track(track)}, " : "")
        + (session.Title is { } title ? words.Quoted(title) : session.Id.ToString());

    private string Paper(OutcomePaper[] proposals)
    {
        var paper = proposals[0];
        var title = paper.Title is { } known ? words.Quoted(known) : paper.Id.ToString();
        var proposed = proposals.Select(one => one.Proposed).OfType<int>().ToArray();
        return $"{title} ({Organisation(paper.Organisation)}), {words.Revision} {paper.Revision}"
            + (proposed.Length == 0 ? "" : $", {words.Proposal(proposed.Length)} {string.Join(", ", proposed)}");
    }

    private string Organisation(OutcomeOrganisation organisation) =>
        organisation.Name is { } name ? words.Plain(name) : organisation.Id.ToString();

    private void Sources(OutcomeItem item, string prefix)
    {
        var lineage = item.Lineage;
        for (var n = 0; n < lineage.Sources!.Count; n++)
        {
            var source = lineage.Sources[n];
            var label = prefix + Letter(n);
            Block($"##### {words.Source} {label}");
            SourceText(source, label, lineage);
            Facts(source);
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
        var openings = source.Lineage.Opening is null ? 0 : 1;
        for (var n = 0; n < shown.Count; n++)
        {
            var number = n - openings + 1;
            Block(number < 1
                ? Markdown.Plain(shown[n])
                : $"**{label}{number}.** {Markdown.Plain(shown[n])}{Became(new ClauseRef(source.Id, number), into)}");
        }
    }

    private string Became(ClauseRef clause, OutcomeLineage into)
    {
        var used = (into.Clauses ?? [])
            .Select((made, n) => (made, Number: n + 1))
            .Where(pair => pair.made.Sources.Contains(clause))
            .Select(pair => $"{words.Clause} {pair.Number} ({words.Kind(pair.made.Kind)})")
            .ToArray();
        if (used.Length > 0)
            return $" *→ {string.Join(", ", used)}*";
        var left = (into.LeftOut ?? []).FirstOrDefault(left => left.Source == clause);
        return left is null ? "" : $" *→ {words.LeftOut}*{words.Colon} {Markdown.Plain(left.Reason)}";
    }

    private string How(DecidedBy by, Tally? tally) => by == DecidedBy.Consensus || tally is null
        ? words.By(by)
        : $"{words.By(by)}{words.Colon} {words.Votes(tally)}";

    private string Day(DateTimeOffset moment) => LocalDatePattern.Iso.Format(
        Instant.FromDateTimeOffset(moment).InZone(zone).Date);

    private static string Letter(int n) => n < 26
        ? ((char)('A' + n)).ToString()
        : Letter(n / 26 - 1) + Letter(n % 26);

    private void Block(string words) => text.Append(CultureInfo.InvariantCulture, $"{words}\n\n");

    private void Line(string words) => text.Append(CultureInfo.InvariantCulture, $"{words}\n");
}
