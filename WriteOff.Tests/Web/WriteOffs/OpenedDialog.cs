using Bunit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;
using WriteOff.Web.Denials;

namespace WriteOff.Tests.Web.WriteOffs;

/// <summary>The write-off dialog, opened by its button, and what a person does in it.</summary>
internal sealed record OpenedDialog(PageContext Context, IRenderedComponent<DenialActs> Acts) : IAsyncDisposable
{
    public IRenderedComponent<MudBlazor.MudDialogProvider> Dialogs => Context.Dialogs;

    public ValueTask DisposeAsync() => Context.DisposeAsync();

    public static async Task<(OpenedDialog Context, TestWorkbench Workbench, Denial Denial)> Open(Money amount, Func<NewTenant, NewTenant>? change = null)
    {
        var workbench = await TestWorkbench.Open(change);
        var denial = await workbench.GivenDenial(amount);
        var context = new PageContext(workbench, workbench.Clerk);
        var view = (await new DenialViews(workbench.Dbs, workbench.Clock, workbench.Access).Open(workbench.Clerk, denial.Id)).Value;
        var acts = context.Render<DenialActs>(p => p.Add(a => a.View, view));
        acts.Find("[data-key=w]").Click();
        context.Dialogs.WaitForElement(".mud-dialog");
        return (new OpenedDialog(context, acts), workbench, denial);
    }

    public static void Choose(OpenedDialog on, string label) =>
        on.Dialogs.FindAll(".reason").Single(r => string.Equals(r.QuerySelector(".n")!.TextContent, label, StringComparison.Ordinal)).QuerySelector("input")!.Change(true);

    public static void Note(OpenedDialog on, string text) => on.Dialogs.Find("#write-off-note").Input(text);

    public static void Amount(OpenedDialog on, int line, string text) => on.Dialogs.Find($"#amount-{line}").Input(text);

    public static Task Submit(OpenedDialog on) => on.Dialogs.Find("#write-off").SubmitAsync();
}
