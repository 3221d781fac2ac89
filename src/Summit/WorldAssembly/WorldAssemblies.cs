using Npgsql;
using Summit.Congress;
using Summit.Store;
using Summit.Http;
using Summit.Kernel;

namespace Summit.WorldAssembly;

/// <summary>Finds a World Assembly by its Congress or by one of its items, and acts on it.</summary>
public sealed class WorldAssemblies(Congresses congresses, NpgsqlDataSource database)
{
    /// <summary>The World Assembly before which a recommendation lies; null where it lies before none.</summary>
    public async Task<Guid?> OfItem(Guid recommendation, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select assembly from world_assembly.items where recommendation = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = recommendation });
        return await command.ExecuteScalarAsync(cancel) as Guid?;
    }

    internal async Task<IResult> On<TBody>(
        CommandRequest<TBody> command,
        string slug,
        Func<Plenary, Decision<WorldAssemblyEvent>> decide,
        Func<Plenary, object> show)
        where TBody : class =>
        await congresses.IdOf(slug, CancellationToken.None) is { } congress
            ? await command.On(Plenary.Category, Plenary.IdOf(congress), decide, show)
            : command.NotFound().Problem!;

    internal Task<IResult> OnItem<TBody>(
        CommandRequest<TBody> command, Guid recommendation, Func<Plenary, Decision<WorldAssemblyEvent>> decide)
        where TBody : class =>
        OnItem(command, recommendation, plenary => Task.FromResult(decide(plenary)));

    internal async Task<IResult> OnItem<TBody>(
        CommandRequest<TBody> command, Guid recommendation, Func<Plenary, Task<Decision<WorldAssemblyEvent>>> decide)
        where TBody : class =>
        await OfItem(recommendation, CancellationToken.None) is { } assembly
            ? await command.On(Plenary.Category, assembly, decide, plenary => ItemDetails.Of(plenary, recommendation)!)
            : command.NotFound().Problem!;
}

/// <summary>Which World Assembly each item lies before: a recommendation travels to one only.</summary>
internal sealed class Items : IInlineProjection
{
    public string Name => "world_assembly.items";

    public Category Category => Plenary.Category;

    public void Project(StreamChange change, SqlBatch sql)
    {
        var before = change.Before as Plenary ?? Plenary.Category.Initial;
        foreach (var step in change.Events)
        {
            if (step.Data is ItemTabled tabled && before.Find(tabled.Recommendation) is null)
                sql.Add("insert into world_assembly.items (recommendation, assembly) values ($1, $2)",
                    tabled.Recommendation, change.Stream);
            before = (Plenary)step.State;
        }
    }
}
