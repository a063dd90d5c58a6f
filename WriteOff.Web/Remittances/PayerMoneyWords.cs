using WriteOff.Domain.Remittances.PayerMoney;

namespace WriteOff.Web.Remittances;

/// <summary>Provider-level codes in short words of our own.</summary>
internal static class PayerMoneyWords
{
    public static string Of(PayerMoneyStand row) => row.Code switch
    {
        "FB" => row.AmountCents < 0 ? "announced, taken later" : "brought forward",
        "WO" => row.AmountCents < 0 ? "given back" : "taken back",
        "L6" => "interest",
        "72" => "authorized return",
        "IR" => "tax withheld",
        "IS" => "interim settlement",
        "CS" => "adjustment",
        "J1" => "not reimbursable",
        "AP" => "advance taken",
        "B2" => "rebate",
        "B3" => "recovery allowance",
        "AM" => "applied to a loan",
        "50" => "late filing",
        "51" => "interest penalty",
        "" => "no code was sent",
        _ => "other",
    };

    public static string Of(PayerMoneyShow show) => show switch
    {
        PayerMoneyShow.Overdue => "Overdue",
        PayerMoneyShow.Unexplained => "Unexplained",
        PayerMoneyShow.Owed => "Owed",
        PayerMoneyShow.Announced => "Announced",
        PayerMoneyShow.Taken => "Taken",
        PayerMoneyShow.Interest => "Interest",
        PayerMoneyShow.Other => "Other",
    };
}
