namespace WriteOff.Web.Components.Controls;

/// <summary>The icons, by what they stand for: 16 px strokes of 1.5 px in the colour of the text.</summary>
public enum IconName
{
    /// <summary>The start page.</summary>
    Start,
    /// <summary>Rows of denials.</summary>
    Denials,
    /// <summary>Approval: two ticks.</summary>
    Approvals,
    /// <summary>Mass runs.</summary>
    Runs,
    /// <summary>The tray of remittances.</summary>
    Remittances,
    /// <summary>Bars.</summary>
    Reports,
    /// <summary>A written page.</summary>
    Audit,
    /// <summary>Administration.</summary>
    Gear,
    /// <summary>A panel with an arrow to its edge.</summary>
    Collapse,
    /// <summary>Three bars.</summary>
    Menu,
    /// <summary>Chevron down.</summary>
    Down,
    /// <summary>Chevron up.</summary>
    Up,
    /// <summary>Chevron left.</summary>
    Left,
    /// <summary>Chevron right.</summary>
    Right,
    /// <summary>Magnifier.</summary>
    Search,
    /// <summary>Bell.</summary>
    Bell,
    /// <summary>Shown in light: switches to dark.</summary>
    Moon,
    /// <summary>Shown in dark: switches to light.</summary>
    Sun,
    /// <summary>Arrow down to a line.</summary>
    Export,
    /// <summary>Arrow up from a line.</summary>
    Upload,
    /// <summary>Filled flag: a reversal was found.</summary>
    Flag,
    /// <summary>Scales.</summary>
    Appeal,
    /// <summary>Barred square, as an act.</summary>
    WriteOff,
    /// <summary>Barred square, as a state.</summary>
    WrittenOff,
    /// <summary>Lock: greyed, with a reason beside it.</summary>
    Lock,
    /// <summary>Arrow that turns back.</summary>
    Undo,
    /// <summary>Person with a plus.</summary>
    Assign,
    /// <summary>Person.</summary>
    Person,
    /// <summary>Speech bubble.</summary>
    Note,
    /// <summary>Three dots.</summary>
    More,
    /// <summary>Ticked ring.</summary>
    Resolved,
    /// <summary>Waits.</summary>
    Hourglass,
    /// <summary>Arrow out of a box.</summary>
    OpenOut,
    /// <summary>Clock: days left.</summary>
    Clock,
    /// <summary>Cross: close, remove, no.</summary>
    Cross,
    /// <summary>Tick: yes.</summary>
    Check,
    /// <summary>Open ring.</summary>
    Ring,
    /// <summary>Half-filled ring.</summary>
    HalfRing,
    /// <summary>Columns.</summary>
    Columns,
    /// <summary>Plus.</summary>
    Plus,
    /// <summary>Filter lines.</summary>
    Filter,
    /// <summary>Octagon: refused.</summary>
    Stop,
    /// <summary>Triangle: look before you go on.</summary>
    Warn,
    /// <summary>Ring with an i.</summary>
    Info,
    /// <summary>Ring with a question mark.</summary>
    Question,
    /// <summary>Pause.</summary>
    Pause,
    /// <summary>Arrow out of a door.</summary>
    SignOut,
}
