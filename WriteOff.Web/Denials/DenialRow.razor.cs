using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using WriteOff.Domain.Denials;

namespace WriteOff.Web.Denials;

/// <summary>One row of the grid.</summary>
public sealed partial class DenialRow
{
    private (GridRow Row, bool IsSelected, DateOnly Today, string Href, int Painted) _now;
    private int _painted;
    private bool _isDrawn;

    [Parameter, EditorRequired] public GridRow Row { get; set; } = default!;

    /// <summary>What the rows have in common. One object, so that a row isn't ten parameters in each page's bytes.</summary>
    [Parameter, EditorRequired] public GridRows List { get; set; } = default!;

    // The row draws itself after its own tick; the page isn't drawn for it.
    private void Tick(MouseEventArgs click)
    {
        // Refused: the browser has painted the tick already; a box of another key is drawn as it should be.
        if (!List.Tick(Row, click.ShiftKey)) _painted++;
    }

    private Task WriteOff() => List.Act(Row, RowActKind.WriteOff);

    private Task Assign() => List.Act(Row, RowActKind.Assign);

    protected override void OnParametersSet()
    {
        // Nobody is asked before the first drawing; without this the page's next one would draw every row a second time.
        if (_isDrawn) return;
        (_now, _isDrawn) = (Now, true);
    }

    protected override bool ShouldRender()
    {
        var before = _now;
        _now = Now;
        return before != _now;
    }

    private (GridRow, bool, DateOnly, string, int) Now => (Row, List.Selection.Has(Row.Id), List.Today, List.Href(Row), _painted);
}
