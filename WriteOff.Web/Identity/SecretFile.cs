using WriteOff.Web.Composition;

namespace WriteOff.Web.Identity;

/// <summary>A secret that stands in a file of its own, so that it is in no command line and no environment.</summary>
internal static class SecretFile
{
    /// <summary>Its content; null where no file is named.</summary>
    /// <exception cref="SettingException">The file can't be read.</exception>
    public static string? Read(string setting, string? file)
    {
        if (string.IsNullOrEmpty(file)) return null;
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"{setting} {file} can't be read.", unread);
        }
    }
}
