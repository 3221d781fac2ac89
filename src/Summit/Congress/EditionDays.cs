using NodaTime;

namespace Summit.Congress;

/// <summary>The days of an edition as moments: a day is a day where it takes place.</summary>
public static class EditionDays
{
    extension(Edition edition)
    {
        /// <summary>Its zone.</summary>
        public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[edition.TimeZone];

        /// <summary>From the first moment of its first day to the end of its last.</summary>
        public (DateTimeOffset From, DateTimeOffset Until) Days => edition.DaysOf(edition.StartsOn, edition.EndsOn);

        /// <summary>From the first moment of one day to the end of another.</summary>
        public (DateTimeOffset From, DateTimeOffset Until) DaysOf(DateOnly first, DateOnly last)
        {
            var zone = edition.Zone;
            return (Midnight(first), Midnight(last.AddDays(1)));

            DateTimeOffset Midnight(DateOnly day) =>
                zone.AtStartOfDay(LocalDate.FromDateOnly(day)).ToDateTimeOffset();
        }

        /// <summary>A moment with the offset that it has where the edition takes place.</summary>
        public DateTimeOffset At(DateTimeOffset moment) =>
            Instant.FromDateTimeOffset(moment).InZone(edition.Zone).ToDateTimeOffset();
    }
}
