namespace WriteOff.Domain.Denials.Filters;

/// <summary>A value in a filter, typed by the field it is compared with.</summary>
public abstract record FilterValue;

/// <summary>Money in cents.</summary>
public sealed record AmountValue(long Cents) : FilterValue;

/// <summary>A whole number: days.</summary>
public sealed record NumberValue(int Number) : FilterValue;

/// <summary>A day: fixed, or so many days from the tenant's today.</summary>
/// <param name="Day">Null: relative to today.</param>
/// <param name="Offset">Days after today; negative before. 0 with a fixed day.</param>
public sealed record DayValue(DateOnly? Day, int Offset = 0) : FilterValue
{
    /// <summary>The day it stands for; clamped to the calendar.</summary>
    public DateOnly On(DateOnly today) => Day ?? Shift(today, Offset);

    /// <summary>A day moved by days, kept inside the calendar.</summary>
    public static DateOnly Shift(DateOnly day, long days) =>
        DateOnly.FromDayNumber((int)Math.Clamp(day.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));
}

/// <summary>Text, without blanks at its ends, compared without case.</summary>
public sealed record TextValue(string Text) : FilterValue;

/// <summary>One of the words that the field knows, as the field writes it: <c>OPEN</c>.</summary>
public sealed record WordValue(string Word) : FilterValue;

/// <summary>A person: the asker, nobody, or whoever has this display name.</summary>
public sealed record PersonValue(PersonWord Who, string Name = "") : FilterValue;

/// <summary>Who is meant.</summary>
public enum PersonWord
{
    /// <summary>The asker: <c>me</c>.</summary>
    Me = 1,
    /// <summary>The field is empty: <c>nobody</c>.</summary>
    Nobody,
    /// <summary>By display name.</summary>
    Named,
}
