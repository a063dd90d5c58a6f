using Microsoft.AspNetCore.Components;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Web.Components.Controls;

namespace WriteOff.Web.Denials;

/// <summary>One row of the grid.</summary>
public sealed partial class DenialRow
{
    /// <summary>An appeal window that closes within so many days is worth a look in the grid.</summary>
    private const int SoonDays = 14;

    private (GridRow Row, bool IsCursor, DateOnly Today, string Href)? _drawn;
    private string _words = "";

    [Parameter, EditorRequired] public GridRow Row { get; set; } = default!;

    /// <summary>The tenant's day, for the age.</summary>
    [Parameter, EditorRequired] public DateOnly Today { get; set; }

    /// <summary>The keyboard stands here.</summary>
    [Parameter] public bool IsCursor { get; set; }

    [Parameter, EditorRequired] public string Href { get; set; } = "";

    private int Age => Today.DayNumber - Row.DeniedOn.DayNumber;

    /// <summary>Days left to appeal where they run out soon and still matter.</summary>
    private int? DaysLeft => Row.Status is DenialStatus.Open or DenialStatus.InProgress && AppealRules.DaysLeft(Row.AppealBy, Today) is var days and >= 0 and <= SoonDays ? days : null;

    protected override void OnParametersSet() => _words = AdjustmentCodes.Find(Row.Carc).Words;

    protected override bool ShouldRender()
    {
        var now = (Row, IsCursor, Today, Href);
        var changed = _drawn != now;
        _drawn = now;
        return changed;
    }

    private static string Money(long cents) => MoneyText.Write(new Domain.Shared.Money(cents));
}
