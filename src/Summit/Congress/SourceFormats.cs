using Summit.Kernel;

namespace Summit.Congress;

/// <summary>
/// The Local4Action formats as the sources announce them, laid down when a Congress is convened and replaceable by the
/// organiser from then on. The sources announce five and list four; the Hub's own sessions are taken as the fifth.
/// The sources say of durations only that labs last longer: the minutes are this service's.
/// </summary>
internal static class SourceFormats
{
    public static IReadOnlyList<FormatDefined> All { get; } =
    [
        new(Track.Local4Action, "inspiration",
            Text("Inspiration", "Inspiration", "Inspiración"),
            [
                "person", "section", "sister-organisation", "association", "local-government", "regional-government",
                "commission", "civil-society-partner", "national-government", "international-institution", "stakeholder",
            ],
            ByCall: false, MinMinutes: 15, MaxMinutes: 90),
        new(Track.Local4Action, "policies-and-voices",
            Text("Local policies and voices", "Politiques et voix locales", "Políticas y voces locales"),
            [
                "section", "sister-organisation", "association", "local-government", "regional-government", "commission",
                "national-government", "civil-society-partner",
            ],
            ByCall: false, MinMinutes: 30, MaxMinutes: 90),
        new(Track.Local4Action, "global-conversation",
            Text("Global conversations", "Conversations mondiales", "Conversaciones mundiales"),
            [
                "section", "sister-organisation", "association", "local-government", "regional-government",
                "international-institution", "stakeholder",
            ],
            ByCall: true, MinMinutes: 30, MaxMinutes: 90),
        new(Track.Local4Action, "lab",
            Text("Labs", "Labs", "Laboratorios"),
            [
                "section", "sister-organisation", "association", "local-government", "regional-government",
                "national-government", "stakeholder",
            ],
            ByCall: true, MinMinutes: 120, MaxMinutes: 240),
        new(Track.Local4Action, "hub",
            Text("Local4Action Hub", "Local4Action Hub", "Local4Action Hub"),
            [
                "person", "section", "sister-organisation", "association", "local-government", "regional-government",
                "commission", "civil-society-partner", "national-government", "international-institution", "stakeholder",
            ],
            ByCall: false, MinMinutes: 30, MaxMinutes: 120),
    ];

    private static LocalisedText Text(string en, string fr, string es) =>
        LocalisedText.Of(("en", en), ("fr", fr), ("es", es));
}
