using WriteOff.Domain.Claims;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Denials.Filters;

/// <summary>What a field holds: decides its operators and how its values are read.</summary>
public enum FieldKind
{
    Money = 1,
    Days,
    Day,
    /// <summary>Free text.</summary>
    Text,
    /// <summary>A code: upper case, no leading zeros.</summary>
    Code,
    /// <summary>One of the field's words.</summary>
    Word,
    Person,
    YesNo,
    /// <summary>A mass run, alone or with an outcome or cause of its rows.</summary>
    Run,
}

/// <summary>A field that filters may ask about. This list is the allow-list: nothing else is ever compared.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Meaning">For help and suggestions.</param>
/// <param name="Words">The words it knows, where it has such.</param>
public sealed record FilterField(string Name, FieldKind Kind, string Meaning, params IReadOnlyList<string> Words)
{
    public static readonly FilterField Balance = new("balance", FieldKind.Money, "Remaining balance of the denial");
    public static readonly FilterField Available = new("available", FieldKind.Money, "Balance less what is reserved");
    public static readonly FilterField Denied = new("denied", FieldKind.Money, "Amount that was denied");
    public static readonly FilterField Charge = new("charge", FieldKind.Money, "Charge of the whole claim");
    public static readonly FilterField Age = new("age", FieldKind.Days, "Whole days since the denial");
    public static readonly FilterField DeniedOn = new("denied_on", FieldKind.Day, "Day of the denial");
    public static readonly FilterField Dos = new("dos", FieldKind.Day, "First date of service");
    public static readonly FilterField Status = new("status", FieldKind.Word, "Where the denial stands", [.. Enum.GetValues<DenialStatus>().Select(s => s.Word())]);
    public static readonly FilterField Payer = new("payer", FieldKind.Text, "Payer’s name");
    public static readonly FilterField Group = new("group", FieldKind.Code, "Adjustment group: CO, PR, OA, PI");
    public static readonly FilterField Carc = new("carc", FieldKind.Code, "Adjustment code of the denial");
    public static readonly FilterField Rarc = new("rarc", FieldKind.Code, "Remark code, any of them");
    public static readonly FilterField Category = new("category", FieldKind.Word, "Kind of the adjustment code", [.. Enum.GetValues<CodeCategory>().Select(FilterWords.Of)]);
    public static readonly FilterField Reason = new("reason", FieldKind.Text, "Code of the write-off reason, live or pending");
    public static readonly FilterField Cause = new("cause", FieldKind.Word, "Category of the write-off reason", [.. Enum.GetValues<ReasonCategory>().Select(FilterWords.Of)]);
    public static readonly FilterField Claim = new("claim", FieldKind.Text, "Claim number");
    public static readonly FilterField Patient = new("patient", FieldKind.Text, "Patient’s name");
    public static readonly FilterField Assignee = new("assignee", FieldKind.Person, "Who works it");
    public static readonly FilterField Flagged = new("flagged", FieldKind.YesNo, "A reversal was found for it");
    public static readonly FilterField AppealDays = new("appeal_days", FieldKind.Days, "Days left to appeal; negative when over");
    public static readonly FilterField Run = new("run", FieldKind.Run, "Mass run, its outcome or its cause: 318, 318-skipped");
    public static readonly FilterField RequestedBy = new("requested_by", FieldKind.Person, "Who asked for the write-off, live or pending");
    public static readonly FilterField RequestedOn = new("requested_on", FieldKind.Day, "Day of that request");
    public static readonly FilterField Provider = new("provider", FieldKind.Text, "Provider’s name on the claim");
    public static readonly FilterField WrittenOffOn = new("written_off_on", FieldKind.Day, "Day on which a write-off posted, reopened since or not");
    public static readonly FilterField WrittenOffFor = new("written_off_for", FieldKind.Text, "Code of the reason of such a write-off");
    public static readonly FilterField WrittenOffAs = new("written_off_as", FieldKind.Word, "Category of the reason when it was asked for", [.. Enum.GetValues<ReasonCategory>().Select(FilterWords.Of)]);
    public static readonly FilterField WrittenOffBy = new("written_off_by", FieldKind.Person, "Who asked for such a write-off");
    public static readonly FilterField Route = new("route", FieldKind.Word, "What can still be done with the payer", [.. Enum.GetValues<DenialRoute>().Select(RouteWords.Of)]);
    public static readonly FilterField RouteDays = new("route_days", FieldKind.Days, "Days left on that route; negative when over");
    public static readonly FilterField ReopenedOn = new("reopened_on", FieldKind.Day, "Day on which such a write-off was taken back");

    /// <summary>All fields, in the order of the help.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        Balance, Available, Denied, Charge, Age, DeniedOn, Dos, Status, Payer, Group, Carc, Rarc, Category, Reason, Cause,
        Claim, Patient, Assignee, Flagged, AppealDays, Route, RouteDays, Run, RequestedBy, RequestedOn,
        Provider, WrittenOffOn, WrittenOffFor, WrittenOffAs, WrittenOffBy, ReopenedOn,
    ];

    /// <summary>The field with this name in any case; null for anything else.</summary>
    public static FilterField? Find(string name) => All.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>It asks about posted write-offs. In one AND such terms speak of one and the same write-off.</summary>
    public bool IsOfWriteOff => Name.StartsWith("written_off_", StringComparison.Ordinal) || this == ReopenedOn;

    /// <summary>The signs and words that may follow it, as they are written.</summary>
    public IReadOnlyList<string> Operators => Kind switch
    {
        FieldKind.Money or FieldKind.Days or FieldKind.Day => ["=", "!=", "<", "<=", ">", ">=", "between", "in", "not in", "is empty", "is not empty"],
        FieldKind.Text or FieldKind.Code or FieldKind.Person => ["=", "!=", "~", "in", "not in", "is empty", "is not empty"],
        FieldKind.Word or FieldKind.Run => ["=", "!=", "in", "not in", "is empty", "is not empty"],
        FieldKind.YesNo => ["=", "!="],
    };

    /// <summary>What a value of it looks like, for errors.</summary>
    public string Example => Kind switch
    {
        FieldKind.Money => "an amount such as 10 or $10.50",
        FieldKind.Days => "a whole number of days such as 90",
        FieldKind.Day => "a day such as 2026-11-23, today or today-30d",
        FieldKind.Text => "a text such as Aetna or \"Blue Cross\"",
        FieldKind.Code => "a code such as 29",
        FieldKind.Word => $"one of {string.Join(", ", Words)}",
        FieldKind.Person => "me, nobody or a name such as \"Dana Whitfield\"",
        FieldKind.YesNo => "true or false",
        FieldKind.Run => "a run such as 318, 318-skipped or 318-appeal-pending",
    };

    public bool Equals(FilterField? other) => other is not null && string.Equals(Name, other.Name, StringComparison.Ordinal);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;
}

/// <summary>Words of the categories, as filters write them.</summary>
public static class FilterWords
{
    /// <summary>The word of a code's category.</summary>
    public static string Of(CodeCategory category) => AdjustmentCodes.WordOf(category);

    /// <summary>The word of a reason's category.</summary>
    public static string Of(ReasonCategory category) => category switch
    {
        ReasonCategory.Contractual => "contractual",
        ReasonCategory.Preventable => "preventable",
        ReasonCategory.PayerPolicy => "payer-policy",
        ReasonCategory.Patient => "patient",
        ReasonCategory.SmallBalance => "small-balance",
        ReasonCategory.Other => "other",
    };
}
