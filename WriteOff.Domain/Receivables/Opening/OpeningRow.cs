using WriteOff.Domain.Claims;

namespace WriteOff.Domain.Receivables.Opening;

/// <summary>One row of an opening file, read: an open amount of a claim, denied or not.</summary>
/// <param name="Carc">Empty: the amount is open, but no denial.</param>
/// <param name="ChargeCents">The claim's charge as billed; null: the file doesn't say.</param>
internal sealed record OpeningRow(int Number, string ClaimNumber, long BalanceCents, long? ChargeCents, string PayerName, string PayerId, string PatientName, string MemberId,
    string ProviderName, DateOnly? ServiceFrom, DateOnly? ServiceTo, string Group, string Carc, string Rarcs, DateOnly? DeniedOn, string Assignee)
{
    /// <summary>The claim that the row speaks of: offices that number patients use one number for many visits, so the first day of service tells them apart.</summary>
    public (string ClaimNumber, DateOnly? ServiceFrom) Key => (ClaimNumber, ServiceFrom);

    /// <summary>The same words as another row.</summary>
    public bool IsSame(OpeningRow other) => this with { Number = 0 } == other with { Number = 0 };
}

/// <summary>Reads rows by a column map. Pure: from the cells and the tenant's day alone.</summary>
internal sealed class OpeningRowReader(OpeningColumns columns, DateOnly today, OpeningFindings findings)
{
    /// <summary>The group of a code that came without one and that we don't know.</summary>
    private const string Unknown = "unknown";

    private bool _isSound;
    private int _row;

    /// <summary>Reads the row. What is wrong with it is among the findings.</summary>
    /// <returns>The claim that it speaks of, and the row; no row where it can't be read or nothing is open on it.</returns>
    public (string ClaimNumber, DateOnly? ServiceFrom, OpeningRow? Row, bool IsSound) Read(in OpeningFileRow from)
    {
        (_row, _isSound) = (from.Number, true);
        if (from.Broken is { } broken)
        {
            Wrong(null, broken);
            return ("", null, null, false);
        }

        var number = Number(from);
        var served = Day(from, OpeningField.ServiceFrom);
        var balance = Amount(from, OpeningField.Balance);
        if (Raw(from, OpeningField.Balance).Length == 0) Wrong(OpeningField.Balance, "is missing");
        var (payer, payerId) = (Text(from, OpeningField.PayerName, 200), Text(from, OpeningField.PayerId, 80));
        if (Raw(from, OpeningField.PayerName).Length == 0 && Raw(from, OpeningField.PayerId).Length == 0) Wrong(OpeningField.PayerName, "is missing");
        var (group, carc) = Code(from);
        var denied = Day(from, OpeningField.DeniedOn);
        if (carc.Length > 0 && Raw(from, OpeningField.DeniedOn).Length == 0) Wrong(OpeningField.DeniedOn, "is missing: a denial needs its day, the appeal window begins there");
        var row = new OpeningRow(_row, number, balance ?? 0, Charge(from), payer.Length == 0 ? payerId : payer, payerId, Patient(from), Text(from, OpeningField.MemberId, 80),
            Text(from, OpeningField.Provider, 200), served, Day(from, OpeningField.ServiceTo), group, carc, Remarks(from), carc.Length == 0 ? null : denied, Text(from, OpeningField.Assignee, 200));
        if (_isSound && balance <= 0)
        {
            Say(OpeningField.Balance, balance == 0 ? "is zero: nothing is open, the row is left out" : "is a credit: nothing is open, the row is left out");
            return (number, served, null, true);
        }

        return (number, served, _isSound ? row : null, _isSound);
    }

    /// <summary>The claim that a row speaks of, and no more: <see cref="Read"/> finds the same.</summary>
    public (string ClaimNumber, DateOnly? ServiceFrom) Key(in OpeningFileRow from)
    {
        (_row, _isSound) = (from.Number, true);
        return from.Broken is null ? (Number(from), Day(from, OpeningField.ServiceFrom)) : ("", null);
    }

    private string Number(in OpeningFileRow from)
    {
        var number = Text(from, OpeningField.ClaimNumber, 50);
        if (Raw(from, OpeningField.ClaimNumber).Length == 0) Wrong(OpeningField.ClaimNumber, "is missing");
        if (OpeningValues.IsRounded(number)) Wrong(OpeningField.ClaimNumber, $"was rounded by a spreadsheet ({number}): format the column as text in the source and export it again");
        return number;
    }

    private long? Charge(in OpeningFileRow from)
    {
        var charge = Amount(from, OpeningField.Charge);
        if (charge is < 0) Wrong(OpeningField.Charge, "is below zero");
        return charge;
    }

    private string Patient(in OpeningFileRow from)
    {
        var whole = Text(from, OpeningField.Patient, 200);
        var (last, first) = (Text(from, OpeningField.PatientLast, 100), Text(from, OpeningField.PatientFirst, 98));
        return whole.Length > 0 ? whole : last.Length > 0 && first.Length > 0 ? $"{last}, {first}" : $"{last}{first}";
    }

    private (string Group, string Carc) Code(in OpeningFileRow from)
    {
        var text = Text(from, OpeningField.DenialCode, 200);
        var group = Text(from, OpeningField.Group, 200).ToUpperInvariant();
        if (text.Length == 0) return ("", "");
        if (OpeningValues.Carc(text) is not { } found)
        {
            Wrong(OpeningField.DenialCode, $"is no adjustment code: {OpeningValues.Cut(text)}. Write CO-197 or 197");
            return ("", "");
        }

        if (group.Length > 0 && group is not ("CO" or "PR" or "OA" or "PI")) Wrong(OpeningField.Group, $"is no group: {OpeningValues.Cut(group)}. Write CO, PR, OA or PI");
        if (group.Length > 0 && found.Group.Length > 0 && !string.Equals(group, found.Group, StringComparison.Ordinal)) Wrong(OpeningField.Group, $"is {OpeningValues.Cut(group)}, but the code says {found.Group}");
        var code = AdjustmentCodes.Find(found.Code);
        if (found.Group.Length > 0) group = found.Group;
        if (group.Length == 0) group = code.UsualGroup is "CO" or "PR" or "OA" or "PI" ? code.UsualGroup : Unknown;
        if (IsNoDenial(group, code.Treatment, found.Code))
        {
            Say(OpeningField.DenialCode, $"is {group}-{found.Code}, which denies nothing: the amount is opened without a denial");
            return ("", "");
        }

        return (group, found.Code);
    }

    /// <summary>As in posting an 835: the patient's share, what another party dealt with and what isn't decided are no denials.</summary>
    private static bool IsNoDenial(string group, CodeTreatment treatment, string code) => treatment switch
    {
        CodeTreatment.Patient => group is "PR",
        CodeTreatment.Contractual => group is "PR" && code is "45",
        CodeTreatment.Informational or CodeTreatment.Pended => true,
        CodeTreatment.Denial => false,
    };

    private string Remarks(in OpeningFileRow from)
    {
        var text = Text(from, OpeningField.RemarkCodes, 200);
        var codes = OpeningValues.Rarcs(text);
        if (codes is null) Wrong(OpeningField.RemarkCodes, $"are no remark codes: {OpeningValues.Cut(text)}. Write N706 or MA130, separated by blanks");
        return codes ?? "";
    }

    private long? Amount(in OpeningFileRow from, OpeningField field)
    {
        var text = Text(from, field, 200);
        if (text.Length == 0) return null;
        var cents = OpeningValues.Cents(text);
        if (cents is null) Wrong(field, $"is no amount: {OpeningValues.Cut(text)}");
        return cents;
    }

    private DateOnly? Day(in OpeningFileRow from, OpeningField field)
    {
        var text = Text(from, field, 200);
        if (text.Length == 0) return null;
        if (OpeningValues.Day(text) is not { } day)
        {
            Wrong(field, $"is no date: {OpeningValues.Cut(text)}. Write month/day/year");
            return null;
        }

        if (OpeningValues.WrongDay(day, today) is { } wrong) Wrong(field, wrong);
        return day;
    }

    private string Raw(in OpeningFileRow from, OpeningField field) =>
        columns.Places.TryGetValue(field, out var at) && at < from.Cells.Count ? OpeningValues.Text(from.Cells[at]) : "";

    private string Text(in OpeningFileRow from, OpeningField field, int longest)
    {
        var text = Raw(from, field);
        if (text.Length == 0 || OpeningValues.WrongText(text, longest) is not { } wrong) return text;
        Wrong(field, wrong);
        return "";
    }

    private void Wrong(OpeningField? field, string what)
    {
        _isSound = false;
        findings.Add(new OpeningFinding(_row, field?.Label() ?? "", what, IsError: true));
    }

    private void Say(OpeningField field, string what) => findings.Add(new OpeningFinding(_row, field.Label(), what, IsError: false));
}
