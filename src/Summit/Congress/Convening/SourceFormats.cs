namespace Summit.Congress;

/// <summary>
/// The Local4Action formats as the sources announce them, laid down when a Congress is convened and replaceable by the
/// organiser from then on. The sources announce five and list four; the Hub's own sessions are taken as the fifth.
/// The sources say of durations only that labs last longer: the minutes are this service's.
/// </summary>
internal static class SourceFormats
{
    private static readonly string[] LocalGovernments =
        ["section", "sister-organisation", "association", "local-government", "regional-government"];

    private static readonly string[] Anybody =
    [
        "person", .. LocalGovernments, "commission", "civil-society-partner", "national-government",
        "international-institution", "stakeholder",
    ];

    public static IReadOnlyList<FormatDefined> All { get; } =
    [
        new(Track.Local4Action, "inspiration",
            Text("Inspiration", "Inspiration", "Inspiración"),
            Anybody,
            ByCall: false, MinMinutes: 15, MaxMinutes: 90),
        new(Track.Local4Action, "policies-and-voices",
            Text("Local policies and voices", "Politiques et voix locales", "Políticas y voces locales"),
            [.. LocalGovernments, "commission", "national-government", "civil-society-partner"],
            ByCall: false, MinMinutes: 30, MaxMinutes: 90),
        new(Track.Local4Action, "global-conversation",
            Text("Global conversations", "Conversations mondiales", "Conversaciones mundiales"),
            [.. LocalGovernments, "international-institution", "stakeholder"],
            ByCall: true, MinMinutes: 30, MaxMinutes: 90),
        new(Track.Local4Action, "lab",
            Text("Labs", "Labs", "Laboratorios"),
            [.. LocalGovernments, "national-government", "stakeholder"],
            ByCall: true, MinMinutes: 120, MaxMinutes: 240),
        new(Track.Local4Action, "hub",
            Text("Local4Action Hub", "Local4Action Hub", "Local4Action Hub"),
            Anybody,
            ByCall: false, MinMinutes: 30, MaxMinutes: 120),
    ];

    private static LocalisedText Text(string en, string fr, string es) =>
        LocalisedText.Of(("en", en), ("fr", fr), ("es", es));
}
