namespace Summit.Kernel;

/// <summary>How long texts may be, in code points, how many things a list may hold, how far dates may lie.</summary>
public static class Limits
{
    /// <summary>Titles and names.</summary>
    public const int Title = 300;

    /// <summary>Summaries, abstracts, reasons, remarks.</summary>
    public const int Summary = 5_000;

    /// <summary>Texts that are decided upon.</summary>
    public const int Text = 20_000;

    /// <summary>Bodies of papers.</summary>
    public const int Body = 200_000;

    /// <summary>Codes.</summary>
    public const int Code = 80;

    /// <summary>Ids in other systems.</summary>
    public const int ExternalId = 200;

    /// <summary>E-mail addresses (RFC 5321, 4.5.3.1.3).</summary>
    public const int Email = 254;

    /// <summary>Languages of a text, a session, a room, a person, a Congress.</summary>
    public const int Languages = 50;

    /// <summary>Policy domains of a session, a paper, a recommendation.</summary>
    public const int PolicyDomains = 50;

    /// <summary>Rooms that a room consists of, and that a break is in.</summary>
    public const int Rooms = 200;

    /// <summary>Those present at a session.</summary>
    public const int Present = 10_000;

    /// <summary>Lines of a report's attendance, each of a section and a gender.</summary>
    public const int Attendance = 1_000;

    /// <summary>Outcomes of a session.</summary>
    public const int Outcomes = 200;

    /// <summary>Organisations that convene a World Assembly.</summary>
    public const int Conveners = 50;

    /// <summary>Items of a World Assembly's agenda.</summary>
    public const int Items = 2_000;

    /// <summary>Objections to a decision of a World Assembly.</summary>
    public const int Objections = 500;

    /// <summary>Memberships of an organisation.</summary>
    public const int Memberships = 100;

    /// <summary>Kinds of organisation that a format is open to.</summary>
    public const int Kinds = 50;

    /// <summary>Recommendations that a paper proposes.</summary>
    public const int Proposals = 200;

    /// <summary>Sources of a recommendation, and of a clause.</summary>
    public const int Sources = 500;

    /// <summary>
    /// Paragraphs of a text that is decided upon, in each language; clauses of a consolidation, and clauses that it
    /// leaves out.
    /// </summary>
    public const int Clauses = 2_000;

    /// <summary>Reservations about a recommendation.</summary>
    public const int Reservations = 500;

    /// <summary>The first year of a date: no world organisation of local governments is as old.</summary>
    public const int YearMin = 1900;

    /// <summary>The last year of a date.</summary>
    public const int YearMax = 2199;
}
