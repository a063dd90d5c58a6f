namespace WriteOff.Web.Composition;

/// <summary>A setting that the product can't start with; its message is for whoever set it.</summary>
public sealed class SettingException : Exception
{
    public SettingException()
    {
    }

    public SettingException(string message)
        : base(message)
    {
    }

    public SettingException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
