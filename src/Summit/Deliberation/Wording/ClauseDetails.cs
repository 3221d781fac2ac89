namespace Summit.Deliberation;

/// <summary>A clause of a recommendation as readers see it.</summary>
/// <param name="Id">Its id: it stays, whatever is added, struck or moved before it.</param>
/// <param name="Text">Its words, in the languages that have it.</param>
/// <param name="Number">
/// Its number in the authentic text, from 1; absent where only a translation has it, as one that is behind.
/// </param>
public sealed record ClauseDetails(int Id, LocalisedText Text, int? Number = null)
{
    /// <summary>
    /// The clauses of a text, those of its authentic language by number; one that only others have comes after the one
    /// that it follows there.
    /// </summary>
    public static IReadOnlyList<ClauseDetails> Of(IReadOnlyDictionary<string, ClausedText> texts, string authentic)
    {
        var ids = new ParagraphOrder<int>(texts[authentic].Clauses.Select(clause => clause.Id), id => id);
        var words = new Dictionary<int, List<(string Language, string Text)>>();
        foreach (var (language, text) in texts)
        {
            int? before = null;
            foreach (var clause in text.Clauses)
            {
                if (!ids.Has(clause.Id))
                    ids.Insert(before, clause.Id);
                before = clause.Id;
                if (!words.TryGetValue(clause.Id, out var said))
                    words[clause.Id] = said = [];
                said.Add((language, clause.Words!));
            }
        }
        return [.. ids.Select(id => new ClauseDetails(id, LocalisedText.Of(words[id]), texts[authentic].NumberOf(id)))];
    }

    /// <summary>What comes before the first clause, in each language that has it; null where none has.</summary>
    public static LocalisedText? Opening(IReadOnlyDictionary<string, ClausedText> texts)
    {
        (string Language, string Text)[] openings =
        [
            .. texts.Select(text => (text.Key, Clauses.Join(
                    text.Value.Present.Where(one => one.IsOpening).Select(one => one.Words!))))
                .Where(opening => opening.Item2.Length > 0),
        ];
        return openings.Length == 0 ? null : LocalisedText.Of(openings);
    }
}
