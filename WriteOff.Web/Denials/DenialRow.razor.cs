using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Web.Components.Controls;

namespace WriteOff.Web.Denials;

/// <summary>One row of the grid.</summary>
public sealed partial class DenialRow
{
    /// <summary>An appeal window that closes within so many days is worth a look in the grid.</summary>
    private const int SoonDays = 14;

    private (GridRow Row, bool IsCursor, bool IsSelected, DateOnly Today, string Href)? _drawn;
    private string _words = "";

    [Parameter, EditorRequired] public GridRow Row { get; set; } = default!;

    /// <summary>The tenant's day, for the age.</summary>
    [Parameter, EditorRequired] public DateOnly Today { get; set; }

    /// <summary>The keyboard stands here.</summary>
    [Parameter] public bool IsCursor { get; set; }

    /// <summary>Its box is ticked.</summary>
    [Parameter] public bool IsSelected { get; set; }

    [Parameter, EditorRequired] public string Href { get; set; } = "";

    [Parameter] public EventCallback<RowTick> OnTick { get; set; }

    [Parameter] public EventCallback<RowAct> OnAct { get; set; }

    private Task Tick(MouseEventArgs click) => OnTick.InvokeAsync(new RowTick(Row.Id, click.ShiftKey));

    /// <summary>What <see cref="StatusChip"/> draws, without a component for each row of each open page.</summary>
    private StatusMark Mark => StatusMark.Of(Row.Status);

    private int Age => Today.DayNumber - Row.DeniedOn.DayNumber;

    /// <summary>Days left to appeal where they run out soon and still matter.</summary>
    private int? DaysLeft => Row.Status is DenialStatus.Open or DenialStatus.InProgress && AppealRules.DaysLeft(Row.AppealBy, Today) is var days and >= 0 and <= SoonDays ? days : null;

    protected override void OnParametersSet()
    {
        _words = AdjustmentCodes.Find(Row.Carc).Words;
        // Nobody is asked before the first drawing; without this the page's next one would draw every row a second time.
        _drawn ??= Now;
    }

    protected override bool ShouldRender()
    {
        var changed = _drawn != Now;
        _drawn = Now;
        return changed;
    }

    private (GridRow, bool, bool, DateOnly, string) Now => (Row, IsCursor, IsSelected, Today, Href);

    private static string Money(long cents) => MoneyText.Write(new Domain.Shared.Money(cents));
}
