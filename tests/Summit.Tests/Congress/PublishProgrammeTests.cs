using Summit.Congress;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class PublishProgrammeTests
{
    [Fact]
    public void the_releases_of_a_programme_are_numbered()
    {
        var now = At("2019-10-01T09:00:00Z");
        Given(Convened, new ProgrammePublished(1, "Draft", At("2019-09-01T09:00:00Z")))
            .When(new PublishProgramme("Final", "Rooms moved"), now)
            .Then(new ProgrammePublished(2, "Final", now, "Rooms moved"));
    }

    [Fact]
    public void a_release_names_people_only_where_its_organiser_says_so()
    {
        var now = At("2019-10-01T09:00:00Z");
        Given(Convened).When(new PublishProgramme("First"), now).Then(new ProgrammePublished(1, "First", now));
        Given(Convened).When(new PublishProgramme("First", NamesPeople: true), now)
            .Then(new ProgrammePublished(1, "First", now, NamesPeople: true));
    }
}
