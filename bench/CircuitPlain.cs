using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using WriteOff.Domain.Denials;

namespace WriteOff.Bench;

/// <summary>The document around the pages to compare with.</summary>
public sealed class PlainRoot : ComponentBase
{
    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.AddMarkupContent(0, "<!DOCTYPE html>");
        builder.OpenElement(1, "html");
        builder.OpenElement(2, "body");
        if (Http.Request.Path == "/empty") builder.OpenComponent<EmptyPage>(3);
        else builder.OpenComponent<TablePage>(4);
        if (Http.Request.Path == "/controls") builder.AddComponentParameter(5, nameof(TablePage.HasControls), true);
        builder.AddComponentRenderMode(new InteractiveServerRenderMode(prerender: false));
        builder.CloseComponent();
        builder.CloseElement();
        builder.CloseElement();
    }
}

/// <summary>An empty page with a button that counts.</summary>
[Route("/empty")]
public sealed class EmptyPage : ComponentBase
{
    private int _count;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "button");
        builder.AddAttribute(1, "id", "count");
        builder.AddAttribute(2, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, () => _count++));
        builder.AddContent(3, _count);
        builder.CloseElement();
    }
}

/// <summary>The grid's rows in a table without looks: the same texts; with controls also the box, the link and the three buttons of a row.</summary>
[Route("/table"), Route("/controls")]
public sealed class TablePage(PlainRows rows) : ComponentBase
{
    private GridPage? _page;

    [Parameter] public bool HasControls { get; set; }

    protected override async Task OnInitializedAsync() => _page = await rows.Page(null);

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "button");
        builder.AddAttribute(1, "id", "next");
        builder.AddAttribute(2, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, Next));
        builder.CloseElement();
        builder.OpenElement(3, "table");
        foreach (var row in _page?.Rows ?? [])
        {
            builder.OpenElement(4, "tr");
            builder.SetKey(row.Id);
            Row(builder, row);
            builder.CloseElement();
        }

        builder.CloseElement();
    }

    private async Task Next() => _page = await rows.Page(_page?.Next);

    private void Row(RenderTreeBuilder builder, GridRow row)
    {
        if (HasControls)
        {
            builder.OpenElement(0, "td");
            builder.OpenElement(1, "input");
            builder.AddAttribute(2, "type", "checkbox");
            builder.AddAttribute(3, "aria-label", "Select " + row.ClaimNumber);
            builder.AddAttribute(4, "onclick", Redraw);
            builder.CloseElement();
            builder.CloseElement();
        }

        foreach (var text in Texts(row))
        {
            builder.OpenElement(5, "td");
            builder.AddContent(6, text);
            builder.CloseElement();
        }

        if (!HasControls) return;
        builder.OpenElement(7, "td");
        foreach (var act in (string[])["Write off ", "Assign "])
        {
            builder.OpenElement(8, "button");
            builder.AddAttribute(9, "aria-label", act + row.ClaimNumber);
            builder.AddAttribute(10, "onclick", Redraw);
            builder.CloseElement();
        }

        builder.OpenElement(11, "a");
        builder.AddAttribute(12, "aria-label", "Open " + row.ClaimNumber);
        builder.AddAttribute(13, "href", string.Create(CultureInfo.InvariantCulture, $"/denials/{row.Id}"));
        builder.CloseElement();
        builder.CloseElement();
    }

    private EventCallback<MouseEventArgs> Redraw => EventCallback.Factory.Create<MouseEventArgs>(this, StateHasChanged);

    private static string[] Texts(GridRow row) =>
    [
        row.ClaimNumber, row.PatientName, row.PayerName, row.Carc + " " + WriteOff.Domain.Claims.AdjustmentCodes.Find(row.Carc).Words, Money(row.DeniedCents), Money(row.BalanceCents),
        row.DeniedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.Status.ToString(), row.AssigneeName ?? "Nobody", row.NoteCount.ToString(CultureInfo.InvariantCulture),
    ];

    private static string Money(long cents) => (cents / 100m).ToString("N2", CultureInfo.InvariantCulture);
}
