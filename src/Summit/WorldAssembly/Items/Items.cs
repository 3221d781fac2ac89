using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Npgsql;
using Summit.Http;
using Summit.Store;

namespace Summit.WorldAssembly;

/// <summary>Which World Assembly each item lies before: a recommendation travels to one only.</summary>
internal sealed class Items : IInlineProjection
{
    /// <summary>The World Assembly before which a recommendation lies; null where it lies before none.</summary>
    public static async Task<Guid?> AssemblyOf(Guid recommendation, NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select assembly from world_assembly.items where recommendation = $1").With(recommendation);
        return await command.ExecuteScalarAsync(cancel) as Guid?;
    }

    public string Name => "world_assembly.items";

    public IReadOnlyCollection<Category> Categories { get; } = [Plenary.Category];

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

/// <summary>
/// The item that the <c>{recommendation}</c> of a route names; where it lies before no World Assembly, 404.
/// </summary>
public sealed class ItemRoute : IHasBindingProblem, IEndpointParameterMetadataProvider
{
    private ItemRoute(Guid recommendation, Guid assembly, Problem? problem) =>
        (Recommendation, Assembly, BindingProblem) = (recommendation, assembly, problem);

    /// <summary>The recommendation.</summary>
    public Guid Recommendation { get; }

    /// <summary>The World Assembly before which it lies.</summary>
    public Guid Assembly { get; }

    /// <inheritdoc/>
    public Problem? BindingProblem { get; }

    public static async ValueTask<ItemRoute> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var recommendation = Guid.Parse((string)http.Request.RouteValues["recommendation"]!);
        var assembly = await Items.AssemblyOf(
            recommendation, http.RequestServices.GetRequiredService<NpgsqlDataSource>(), http.RequestAborted);
        return new ItemRoute(
            recommendation, assembly ?? default, assembly is null ? Problem.Of(Problems.NotFound, http) : null);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new ReadsPath("recommendation", IsId: true));
}
