using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using JasperFx.Events;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>The events of a motion, which these tests append.</summary>
public abstract record MotionEvent;

public sealed record MotionTabled(Guid Body, string Title) : MotionEvent;

public sealed record MotionAmended(string Text) : MotionEvent;

public sealed record MotionCounted(decimal Share, long Votes, double Weight) : MotionEvent;

public sealed record MotionWithdrawn : MotionEvent;

/// <summary>A past shape of <see cref="MotionTabled"/>.</summary>
public sealed record MotionRaised(Guid Chamber, IReadOnlyList<string> Words);

/// <summary>The state of a motion.</summary>
public sealed record Motion(string Title, ImmutableList<string> Texts, bool Withdrawn)
{
    public static Category<Motion, MotionEvent> Stream { get; } = Folded(Evolve);

    /// <summary>Motions whose state is folded in another way.</summary>
    public static Category<Motion, MotionEvent> Folded(Func<Motion, MotionEvent, Motion> evolve) =>
        new Category<Motion, MotionEvent>("motion", new Motion("", [], false), evolve)
            .Event<MotionTabled>("tests.motion-tabled")
            .Event<MotionAmended>("tests.motion-amended")
            .Event<MotionCounted>("tests.motion-counted")
            .Event<MotionWithdrawn>("tests.motion-withdrawn")
            .Upcast<MotionRaised, MotionTabled>("tests.motion-raised",
                static old => new MotionTabled(old.Chamber, string.Join(' ', old.Words)))
            .Upcast<MotionAmended, MotionAmended>("tests.motion-altered", static same => same);

    /// <summary>The row of a motion; a withdrawn one has none, and before its first event it shows no title.</summary>
    public static SingleStreamProjection<Motion, MotionEvent> Page { get; } = new("tests.motion_page", Stream,
        motion => motion.Withdrawn
            ? null
            : new { motion.Title, motion.Texts.Count, Last = motion.Texts.LastOrDefault() },
        MotionJson.Options);

    private static Motion Evolve(Motion motion, MotionEvent happened) => happened switch
    {
        MotionTabled e => motion with { Title = e.Title },
        MotionAmended e => motion with { Texts = motion.Texts.Add(e.Text) },
        MotionCounted => motion,
        MotionWithdrawn => motion with { Withdrawn = true },
        _ => throw new InvalidOperationException($"{happened.GetType()} is no event of a motion."),
    };
}

/// <summary>A reaction enters a motion on a docket.</summary>
public sealed record DocketEntered(Guid Motion);

/// <summary>The docket that a reaction keeps.</summary>
public sealed record Docket(ImmutableList<Guid> Motions)
{
    public static Category<Docket, DocketEntered> Stream { get; } =
        new Category<Docket, DocketEntered>("docket", new Docket([]),
                (docket, entered) => new Docket(docket.Motions.Add(entered.Motion)))
            .Event<DocketEntered>("tests.docket-entered");
}

/// <summary>No two motions have one title.</summary>
public sealed class Titles : IInlineProjection
{
    public string Name => "tests.titles";

    public IReadOnlyCollection<Category> Categories { get; } = [Motion.Stream];

    public void Project(StreamChange change, SqlBatch sql)
    {
        foreach (var tabled in change.Events.Select(applied => applied.Data).OfType<MotionTabled>())
            sql.Add("insert into tests.titles (title, motion) values ($1, $2)", tabled.Title, change.Stream);
    }
}

/// <summary>The motions of a body, from many streams.</summary>
public sealed record Body(int Motions, ImmutableList<string> Titles);

public sealed class BodyPage(NpgsqlDataSource database)
    : MultiStreamProjection<Body>("tests.body_page", [typeof(MotionTabled)], database, MotionJson.Options)
{
    public override IEnumerable<Guid> Keys(IEvent happened) => [((MotionTabled)happened.Data).Body];

    public override Body Apply(Guid key, Body? row, IEvent happened)
    {
        var before = row ?? new Body(0, []);
        return new Body(before.Motions + 1, [.. before.Titles, ((MotionTabled)happened.Data).Title]);
    }
}

/// <summary>Enters each tabled motion on the docket of its body.</summary>
public sealed class EnterOnDocket(StoreFixture store)
    : Reaction("tests.enter_on_docket", [typeof(MotionTabled)], store.Appender)
{
    protected override async Task<Commit?> React(IEvent happened, CancellationToken cancel)
    {
        var docket = ((MotionTabled)happened.Data).Body;
        var slice = await store.Read(docket, long.MaxValue, cancel);
        var append = Docket.Stream.Append(docket, slice.Version, Docket.Stream.Fold(slice),
            [new DocketEntered(happened.StreamId)]);
        return new Commit(new EventMetadata(Name, Causation: happened.Id.ToString()), [append]);
    }
}

public static class MotionJson
{
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
