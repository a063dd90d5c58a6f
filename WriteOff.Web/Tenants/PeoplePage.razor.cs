using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Tenants;

/// <summary>The tenant's people: roles, locks, sign-ins. Each act is saved at once.</summary>
public sealed partial class PeoplePage(PeopleService service, ApprovalLimitService limits, Accounts accounts, ReadSecondFactors secondFactors, GroupService groupRoles, OpenIdChoice choice, IDialogService dialogs, ISnackbar toasts) : AdminPage
{
    private IReadOnlyList<PersonLine>? _people;
    private LimitList? _limits;
    private IReadOnlyList<GroupLine> _groups = [];
    private IReadOnlySet<Guid> _secured = new HashSet<Guid>();
    private Refusal? _refusal;
    private string _find = "";

    private IEnumerable<PersonLine> Found => _people!.Where(p => _find.Trim() is not { Length: > 0 } find
        || Has(p.Name, find) || Has(p.Email, find) || p.Roles.Any(r => Has(r.Label(), find)));

    private string Counts
    {
        get
        {
            var locked = _people!.Count(p => !p.IsActive);
            return string.Create(CultureInfo.InvariantCulture, $"{_people!.Count - locked} active{(locked > 0 ? $", {locked} locked out" : "")}");
        }
    }

    protected override async Task<Refusal?> Read()
    {
        var people = await service.Open(Actor, Gone);
        _people = people.IsDone ? people.Value : null;
        if (people.IsDone) _secured = await secondFactors(Actor, Gone);
        var groups = await groupRoles.Open(Actor, Gone);
        _groups = groups.IsDone ? groups.Value : [];
        var known = await limits.Open(Actor, Gone);
        _limits = known.IsDone ? known.Value : null;
        return people.Refusal;
    }

    /// <summary>Why roles and password aren't this page's; null where they are.</summary>
    private static Refusal? Outside(PersonLine person) => PeopleRules.RefuseByHand(person.FromGroups);

    private static bool Has(string text, string find) => text.Contains(find, StringComparison.CurrentCultureIgnoreCase);

    private static string ScopesOf(Role role) => string.Join(", ", Scopes.Of(role).Select(s => s.Name()));

    private async Task Add()
    {
        OneTimePassword? made = null;
        var parameters = new DialogParameters<PersonDialog>
        {
            {
                d => d.Submit, async (name, email, roles) => await Try(async () =>
                {
                    var added = await accounts.Add(Actor, name, email, roles, Gone);
                    if (added.IsDone) made = added.Value;
                    return added.Refusal;
                })
            },
        };
        if (await Shown<PersonDialog>(parameters) && made is not null) await HandOver(made, $"{made.Person.Name} is added.");
    }

    private async Task Roles(PersonLine person)
    {
        var parameters = new DialogParameters<RolesDialog> { { d => d.Person, person }, { d => d.Submit, async roles => await Try(() => accounts.SetRoles(Actor, person, roles, Gone)) } };
        if (await Shown<RolesDialog>(parameters)) await Done($"Roles of {person.Name} are saved.");
    }

    private static bool MayApprove(PersonLine person) => person.Roles.Any(LimitRules.MayApprove);

    private string Approves(PersonLine person) => !MayApprove(person) || _limits is null ? "–" : _limits.Effective(person.Id, person.Roles) is { } most ? $"up to {most}" : "any amount";

    private async Task Limit(PersonLine person)
    {
        var seen = _limits!.Of(person.Id);
        var parameters = new DialogParameters<LimitDialog>
        {
            { d => d.Title, $"Approval limit of {person.Name}" }, { d => d.Otherwise, "As the role says" }, { d => d.Now, seen },
            { d => d.Submit, async ask => await Try(async () => (await limits.SetPerson(Actor, person.Id, seen, ask, Gone)).Refusal) },
        };
        if (await Shown<LimitDialog>(parameters)) await Done($"The limit of {person.Name} is saved.");
    }

    private async Task Lock(PersonLine person)
    {
        if (await Confirm($"Lock {person.Name} out", $"Open sessions of {person.Name} end at once, and signing in is refused. Roles and history stay.", "Lock out", () => accounts.Lock(Actor, person, Gone)))
            await Done($"{person.Name} is locked out.");
    }

    private async Task Unlock(PersonLine person)
    {
        _refusal = await Try(() => accounts.Unlock(Actor, person, Gone));
        if (_refusal is null) await Done($"{person.Name} is back in.");
    }

    private async Task Reset(PersonLine person)
    {
        OneTimePassword? made = null;
        var confirmed = await Confirm($"New password for {person.Name}", "The present one stops working and open sessions end within a minute. You get a temporary one to hand over; it is changed at the first sign-in.", "Make a new password", async () =>
        {
            var reset = await accounts.Reset(Actor, person, Gone);
            if (reset.IsDone) made = reset.Value;
            return reset.Refusal;
        });
        if (confirmed && made is not null) await HandOver(made, $"{person.Name} has a new password.");
    }

    private async Task ResetSecondFactor(PersonLine person)
    {
        if (await Confirm($"Reset the second factor of {person.Name}", $"For who lost the phone and the recovery codes. Make sure that it is {person.Name} who asks. Open sessions end within a minute, and the password alone lets in until another one is set up; where the policy requires one, that comes first.", "Reset the second factor", () => accounts.ResetSecondFactor(Actor, person, Gone)))
            await Done($"The second factor of {person.Name} is reset.");
    }

    private Task<bool> Confirm(string title, string explanation, string act, Func<Task<Refusal?>> submit) => Shown<ConfirmDialog>(new DialogParameters<ConfirmDialog>
    {
        { d => d.Title, title }, { d => d.Explanation, explanation }, { d => d.Act, act }, { d => d.Submit, () => Try(submit) },
    });

    private async Task HandOver(OneTimePassword made, string told)
    {
        if (made.IsMailed)
        {
            await Done($"{told} A link went to {made.Person.Email}.");
            return;
        }

        var shown = await dialogs.ShowAsync<HandedOverDialog>("", new DialogParameters<HandedOverDialog> { { d => d.Made, made } }, AdminDialogs.Once);
        await shown.Result;
        await Done(told);
    }

    private async Task<bool> Shown<T>(DialogParameters parameters)
        where T : IComponent
    {
        _refusal = null;
        var shown = await dialogs.ShowAsync<T>("", parameters, AdminDialogs.Small);
        return await shown.Result is { Canceled: false };
    }

    private Task Done(string told)
    {
        toasts.Add(told, Severity.Success);
        return Load();
    }
}
