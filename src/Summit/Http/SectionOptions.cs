using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Summit.Http;

/// <summary>
/// Options that are a section of the configuration. What is wrong with them is told by key, in a sentence, and before
/// anything is started.
/// </summary>
public static class SectionOptions
{
    /// <summary>Adds options that are read from a section and checked by their annotations.</summary>
    public static IServiceCollection AddSection<T>(this IServiceCollection services, string section) where T : class
    {
        services.AddOptions<T>()
            .Configure<IConfiguration>((options, configuration) =>
            {
                try
                {
                    configuration.GetSection(section).Bind(options);
                }
                catch (InvalidOperationException)
                {
                    string[] unreadable = [.. Unreadable(typeof(T), configuration.GetSection(section))];
                    if (unreadable.Length == 0)
                        throw;
                    throw new OptionsValidationException(section, typeof(T), unreadable);
                }
            })
            .ValidateOnStart();
        return services.AddSingleton<IValidateOptions<T>>(new Annotations<T>(section));
    }

    private static IEnumerable<string> Unreadable(Type options, IConfigurationSection section) =>
        from property in options.GetProperties()
        let value = section[property.Name]
        where value is { Length: > 0 } && !TypeDescriptor.GetConverter(property.PropertyType).IsValid(value)
        select $"{section.Path}:{property.Name}: {Expected(property.PropertyType)} is expected, not '{value}'.";

    private static string Expected(Type type) => type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "A duration such as 00:01:00"
        : type == typeof(Uri) ? "An address"
        : "A whole number";

    private sealed class Annotations<T>(string section) : IValidateOptions<T> where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var wrong = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), wrong, true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(
                    wrong.Select(one => $"{section}:{string.Join('+', one.MemberNames)}: {one.ErrorMessage}"));
        }
    }
}
