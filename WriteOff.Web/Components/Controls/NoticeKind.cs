namespace WriteOff.Web.Components.Controls;

/// <summary>The kinds of <see cref="Notice"/>.</summary>
public enum NoticeKind
{
    /// <summary>Good to know.</summary>
    Info = 1,
    /// <summary>Look before you go on.</summary>
    Warn,
    /// <summary>Something failed or is refused.</summary>
    Stop,
    /// <summary>Done.</summary>
    Ok,
}
