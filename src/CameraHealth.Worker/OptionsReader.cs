using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace CameraHealth.Worker;

/// <summary>Reads sections of the configuration into options, and collects what does not fit instead of stopping at the first.</summary>
public sealed class OptionsReader(IConfiguration configuration)
{
    private readonly List<FormattableString> _errors = [];

    /// <summary>Settings that do not exist, or whose value cannot be read; each with its name and value.</summary>
    public IReadOnlyList<FormattableString> Errors => _errors;

    /// <summary>Reads one section; what is not set keeps its default, and so does what cannot be read.</summary>
    public T Read<T>(string section)
        where T : class, new()
    {
        var options = new T();
        foreach (var setting in configuration.GetSection(section).GetChildren())
        {
            Read(options, setting);
        }

        return options;
    }

    private void Read(object options, IConfigurationSection setting)
    {
        if (options.GetType().GetProperty(setting.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is not { } property)
        {
            // A misspelt setting would silently leave the default in force.
            _errors.Add($"{setting.Path}: there is no such setting");
            return;
        }

        try
        {
            if (property.CanWrite)
            {
                property.SetValue(options, setting.Get(property.PropertyType));
            }
            else
            {
                setting.Bind(property.GetValue(options));
            }
        }
        catch (InvalidOperationException)
        {
            _errors.Add($"{setting.Path}: '{setting.Value}' cannot be read as {KindOf(property.PropertyType)}");
        }
    }

    private static string KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { } number when number == typeof(int) || number == typeof(long) => "123",
        { } flag when flag == typeof(bool) => "true, false",
        { } span when span == typeof(TimeSpan) => "00:00:10",
        { } other => other.Name,
    };
}
