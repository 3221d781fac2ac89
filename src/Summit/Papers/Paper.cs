using System.Collections.Immutable;
using Summit.Store;

namespace Summit.Papers;

/// <summary>What happens to a policy paper.</summary>
public abstract record PaperEvent;

/// <summary>A paper was handed in for a track of a Congress. What it says is its first revision.</summary>
/// <param name="NearDuplicates">
/// Papers of the same Congress that said nearly the same at this moment, where an earlier version looked for them then.
/// Since they are looked for afterwards it is empty; a node of an earlier version, which may still run, insists on it.
/// </param>
/// <param name="LateReason">Why it was let in after the call had closed; absent where it was in time.</param>
public sealed record PaperSubmitted(
    Guid Paper,
    Guid Congress,
    Track Track,
    Guid Organisation,
    PaperContent Content,
    DateTimeOffset At,
    IReadOnlyList<NearDuplicate>? NearDuplicates = null,
    ExternalId? ExternalId = null,
    string? LateReason = null) : PaperEvent;

/// <summary>A paper now says something else. A paper that had been returned is submitted again by this.</summary>
/// <param name="Number">The revision: 2 for the first change.</param>
public sealed record PaperRevised(int Number, PaperContent Content, DateTimeOffset At) : PaperEvent;

/// <summary>An organisation endorsed a paper, in the revision of that moment.</summary>
public sealed record PaperEndorsed(Guid Organisation, int Revision, DateTimeOffset At) : PaperEvent;

/// <summary>An organisation withdrew its endorsement of a paper.</summary>
public sealed record EndorsementWithdrawn(Guid Organisation, DateTimeOffset At) : PaperEvent;

/// <summary>A person was asked to review a paper.</summary>
public sealed record ReviewerAssigned(Guid Person, DateTimeOffset At) : PaperEvent;

/// <summary>
/// Two entries of one person were joined: the one that stays is asked to review instead, and what the joined one said
/// counts as theirs. Of a revision that both have judged, what was said last takes the place of the other.
/// </summary>
public sealed record ReviewersJoined(Guid Joined, Guid Into, DateTimeOffset At) : PaperEvent;

/// <summary>A person who had been asked to review a paper, and had not yet, is asked no longer.</summary>
public sealed record ReviewerUnassigned(Guid Person, DateTimeOffset At) : PaperEvent;

/// <summary>A reviewer judged a revision; this takes the place of what the same person said of it before.</summary>
/// <param name="Score">From 1 to 5.</param>
/// <param name="ConflictOfInterest">What the reviewer declares; with it the score does not count.</param>
public sealed record PaperReviewed(
    Guid Person, int Revision, int Score, string Remarks, DateTimeOffset At, string? ConflictOfInterest = null)
    : PaperEvent;

/// <summary>A revision was accepted: it may rest on agendas, and everybody taking part may read it.</summary>
public sealed record PaperAccepted(int Revision, DateTimeOffset At) : PaperEvent;

/// <summary>A paper was given back to be completed.</summary>
/// <param name="Missing">What is missing.</param>
public sealed record PaperReturned(int Revision, string Missing, DateTimeOffset At) : PaperEvent;

/// <summary>A paper was not accepted.</summary>
public sealed record PaperRejected(int Revision, string Reason, DateTimeOffset At) : PaperEvent;

/// <summary>A paper was taken back.</summary>
public sealed record PaperWithdrawn(string Reason, DateTimeOffset At) : PaperEvent;

/// <summary>An acceptance was rescinded: the paper waits for a decision again, and is public no longer.</summary>
public sealed record AcceptanceRescinded(string Reason, DateTimeOffset At) : PaperEvent;

/// <summary>A rejection was rescinded: the paper is what it was before.</summary>
public sealed record RejectionRescinded(string Reason, DateTimeOffset At) : PaperEvent;

/// <summary>A withdrawal was rescinded: the paper is what it was before.</summary>
public sealed record WithdrawalRescinded(string Reason, DateTimeOffset At) : PaperEvent;

/// <summary>
/// What is said to be missing, or why a paper was rejected or withdrawn, was put in other words. What was done stays
/// done, and is of the same moment.
/// </summary>
public sealed record ReasonCorrected(string Reason, DateTimeOffset At) : PaperEvent;

/// <summary>
/// A paper is another organisation's: the entry of the one that submitted it was joined into that one's.
/// </summary>
public sealed record PaperHandedOver(Guid From, Guid To, DateTimeOffset At) : PaperEvent;

/// <summary>Why it was let in after the call had closed was put in other words.</summary>
public sealed record LateReasonCorrected(string Reason, DateTimeOffset At) : PaperEvent;

/// <summary>A paper that says nearly the same, and who submitted it.</summary>
public sealed record NearDuplicate(Guid Paper, Guid Organisation);

/// <summary>What a paper said from a moment on.</summary>
public sealed record Revision(int Number, PaperContent Content, DateTimeOffset At);

/// <summary>An organisation that stands behind a paper.</summary>
public sealed record Endorsement(Guid Organisation, int Revision, DateTimeOffset At);

/// <summary>What a person said of a revision.</summary>
public sealed record Review(
    Guid Person, int Revision, int Score, string Remarks, DateTimeOffset At, string? ConflictOfInterest);

/// <summary>The state of a policy paper.</summary>
public sealed record Paper : IScoped
{
    public Guid Id { get; init; }
    public Guid Congress { get; init; }
    public Track Track { get; init; }
    public Guid Organisation { get; init; }
    public DateTimeOffset SubmittedAt { get; init; }
    public ExternalId? ExternalId { get; init; }
    public string? LateReason { get; init; }
    public IReadOnlyList<NearDuplicate> NearDuplicates { get; init; } = [];
    public ImmutableList<Revision> Revisions { get; init; } = [];
    public ImmutableList<Endorsement> Endorsements { get; init; } = [];
    public ImmutableList<Guid> Reviewers { get; init; } = [];
    public ImmutableList<Review> Reviews { get; init; } = [];
    public PaperState State { get; init; } = new PaperState.Submitted();
    public Rescinding? Rescinded { get; init; }

    /// <summary>Whether it was submitted: there is no such paper before.</summary>
    public bool Exists => Revisions.Count > 0;

    /// <summary>What it says now.</summary>
    public Revision Latest => Revisions[^1];

    /// <summary>Whether the last act that was rescinded was this one, for this reason: asked again, it is.</summary>
    internal bool HasRescinded(RescindedAct act, string reason) => Rescinded?.Act == act && Rescinded.Reason == reason;

    Scope IScoped.Scope => new(Congress, Track);

    /// <summary>The category of its streams: event names and evolve.</summary>
    public static Category<Paper, PaperEvent> Category { get; } =
        new Category<Paper, PaperEvent>("paper", new Paper(), Evolve)
            .Event<PaperSubmitted>("papers.paper-submitted")
            .Event<PaperRevised>("papers.paper-revised")
            .Event<PaperEndorsed>("papers.paper-endorsed")
            .Event<EndorsementWithdrawn>("papers.endorsement-withdrawn")
            .Event<ReviewerAssigned>("papers.reviewer-assigned")
            .Event<ReviewersJoined>("papers.reviewers-joined")
            .Event<ReviewerUnassigned>("papers.reviewer-unassigned")
            .Event<PaperReviewed>("papers.paper-reviewed")
            .Event<PaperAccepted>("papers.paper-accepted")
            .Event<PaperReturned>("papers.paper-returned")
            .Event<PaperRejected>("papers.paper-rejected")
            .Event<PaperWithdrawn>("papers.paper-withdrawn")
            .Event<AcceptanceRescinded>("papers.acceptance-rescinded")
            .Event<RejectionRescinded>("papers.rejection-rescinded")
            .Event<WithdrawalRescinded>("papers.withdrawal-rescinded")
            .Event<ReasonCorrected>("papers.reason-corrected")
            .Event<LateReasonCorrected>("papers.late-reason-corrected")
            .Event<PaperHandedOver>("papers.paper-handed-over");

    private static Paper Evolve(Paper paper, PaperEvent happened) => happened switch
    {
        PaperSubmitted e => new Paper
        {
            Id = e.Paper,
            Congress = e.Congress,
            Track = e.Track,
            Organisation = e.Organisation,
            SubmittedAt = e.At,
            ExternalId = e.ExternalId,
            LateReason = e.LateReason,
            NearDuplicates = e.NearDuplicates ?? [],
            Revisions = [new Revision(1, e.Content, e.At)],
        },
        PaperRevised e => paper with
        {
            Revisions = paper.Revisions.Add(new Revision(e.Number, e.Content, e.At)),
            State = new PaperState.Submitted(),
        },
        PaperEndorsed e => paper with
        {
            Endorsements = paper.Endorsements.Add(new Endorsement(e.Organisation, e.Revision, e.At)),
        },
        EndorsementWithdrawn e => paper with
        {
            Endorsements = paper.Endorsements.RemoveAll(endorsement => endorsement.Organisation == e.Organisation),
        },
        ReviewerAssigned e => paper with { Reviewers = paper.Reviewers.Add(e.Person) },
        ReviewersJoined e => paper with
        {
            Reviewers = [.. paper.Reviewers.Select(one => one == e.Joined ? e.Into : one).Distinct()],
            Reviews =
            [
                .. paper.Reviews.Reverse()
                    .Select(review => review.Person == e.Joined ? review with { Person = e.Into } : review)
                    .DistinctBy(review => (review.Person, review.Revision)).Reverse(),
            ],
        },
        ReviewerUnassigned e => paper with { Reviewers = paper.Reviewers.Remove(e.Person) },
        PaperReviewed e => paper with
        {
            Reviews = paper.Reviews.RemoveAll(review => review.Person == e.Person && review.Revision == e.Revision)
                .Add(new Review(e.Person, e.Revision, e.Score, e.Remarks, e.At, e.ConflictOfInterest)),
        },
        PaperAccepted e => paper with { State = new PaperState.Accepted(e.Revision, e.At) },
        PaperReturned e => paper with { State = new PaperState.Returned(e.Missing, e.At) },
        PaperRejected e => paper with { State = new PaperState.Rejected(e.Reason, e.At, paper.State) },
        PaperWithdrawn e => paper with { State = new PaperState.Withdrawn(e.Reason, e.At, paper.State) },
        AcceptanceRescinded e => paper.With(new Rescinding(RescindedAct.Acceptance, e.Reason, e.At)),
        RejectionRescinded e => paper.With(new Rescinding(RescindedAct.Rejection, e.Reason, e.At)),
        WithdrawalRescinded e => paper.With(new Rescinding(RescindedAct.Withdrawal, e.Reason, e.At)),
        LateReasonCorrected e => paper with { LateReason = e.Reason },
        ReasonCorrected e => paper with { State = paper.State.With(e.Reason) },
        PaperHandedOver e => paper with { Organisation = e.To },
        _ => throw new InvalidOperationException($"{happened.GetType()} is no event of a paper."),
    };

    private Paper With(Rescinding rescinded) => this with { State = State.Rescinded(), Rescinded = rescinded };
}
