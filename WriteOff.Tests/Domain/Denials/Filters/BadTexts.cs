using WriteOff.Domain.Denials.Filters;

namespace WriteOff.Tests.Domain.Denials.Filters;

/// <summary>Texts that can't be read: the text, the position of the error, and words of the message.</summary>
internal static class BadTexts
{
    public static readonly (string Text, int Position, string Says)[] All =
    [
        ("balnace < 10", 1, "Did you mean balance?"), ("balace < 10", 1, "balance"), ("blance = 1", 1, "balance"), ("bal < 10", 1, "balance"), ("caarc = 29", 1, "carc"),
        ("cacr = 29", 1, "carc"), ("crac = 29", 1, "carc"), ("stauts = OPEN", 1, "status"), ("payor = Aetna", 1, "payer"), ("assigne = me", 1, "assignee"),
        ("asignee = me", 1, "assignee"), ("flaged", 1, "flagged"), ("deniedon > today", 1, "denied_on"), ("denied-on > today", 1, "denied_on"), ("appealdays < 3", 1, "appeal_days"),
        ("requestedby = me", 1, "requested_by"), ("xyzzy = 1", 1, "a field"), ("10 < balance", 1, "a field"), ("\"balance\" < 10", 1, "a field"), ("drop table denial", 1, "a field"),
        ("balance", 8, "an operator of balance"), ("balance ", 9, "an operator of balance"), ("balance <", 10, "an amount"), ("balance < ", 11, "an amount"), ("balance == 10", 9, "Did you mean =?"),
        ("balance <> 10", 9, "!="), ("balance =< 10", 9, "<="), ("balance => 10", 9, ">="), ("balance ! 10", 9, "!="), ("balance ~ 10", 9, "an operator of balance"),
        ("balance <<< 10", 9, "an operator"), ("balance 10", 9, "an operator"), ("balance bteween 1 and 2", 9, "between"), ("balance i (1)", 9, "Did you mean in"), ("balance like 10", 9, "an operator"),
        ("run = foo", 7, "a run such as 318"), ("run = 318-", 7, "a run such as 318"), ("run = -3", 7, "a run such as 318"), ("run in (318, x)", 14, "a run such as 318"),
        ("balance < ten", 11, "an amount"), ("balance < 10.505", 11, "an amount"), ("balance < 1,000", 12, "found “,”"), ("balance < 10.", 11, "an amount"), ("balance < .5", 11, "an amount"),
        ("balance < $", 11, "an amount"), ("balance < $$5", 11, "an amount"), ("balance < 1e3", 11, "an amount"), ("balance < 0x10", 11, "an amount"), ("balance < 12345678901234567890", 11, "an amount"),
        ("balance < 10 20", 14, "AND, OR or the end"), ("balance < 10 ADN age > 1", 14, "AND"), ("balance < 10 adn age > 1", 14, "Did you mean AND?"), ("balance < 10 && age > 1", 14, "AND, OR"), ("balance < 10, age > 1", 13, "AND, OR"),
        ("balance < 10 AND", 17, "a field, NOT or a parenthesis"), ("balance < 10 OR", 16, "a field"), ("AND balance < 10", 1, "a field"), ("OR", 1, "a field"), ("NOT", 4, "a field"),
        ("NOT NOT", 8, "a field"), ("balance < 10 AND AND age > 1", 18, "a field"), ("balance < 10 AND OR age > 1", 18, "a field"), ("()", 2, "a field"), ("(", 2, "a field"),
        (")", 1, "a field"), ("(balance < 10", 14, "a closing parenthesis"), ("((flagged)", 11, "a closing parenthesis"), ("balance < 10)", 13, "AND, OR or the end"), ("(flagged))", 10, "the end"),
        ("balance in 10", 12, "a list in parentheses"), ("balance in", 11, "a list in parentheses"), ("balance in (", 13, "an amount"), ("balance in ()", 13, "an amount"), ("balance in (1", 14, "a comma or a closing parenthesis"),
        ("balance in (1 2)", 15, "a comma"), ("balance in (1,)", 15, "an amount"), ("balance in (,1)", 13, "an amount"), ("balance in (1, x)", 16, "an amount"), ("balance not 10", 13, "IN"),
        ("balance not", 12, "IN"), ("balance not on (1)", 13, "Did you mean in?"), ("balance between 1", 18, "AND and the second value"), ("balance between 1 or 2", 19, "AND"), ("balance between 1 and", 22, "an amount"),
        ("balance between and 2", 17, "an amount"), ("balance between", 16, "an amount"), ("payer between a and b", 7, "an operator of payer"), ("payer < Aetna", 7, "an operator of payer"), ("status > OPEN", 8, "an operator of status"),
        ("status ~ OPEN", 8, "an operator of status"), ("status = OPNE", 10, "Did you mean OPEN?"), ("status = CLOSED", 10, "one of OPEN"), ("status = PENDING_WRITOFF", 10, "PENDING_WRITEOFF"), ("status in (OPEN, RESOLVD)", 18, "RESOLVED"),
        ("status =", 9, "one of OPEN"), ("category = autth", 12, "auth"), ("cause = preventible", 9, "preventable"), ("age > 1.5", 7, "a whole number"), ("age > ninety", 7, "a whole number"),
        ("age > 12345678", 7, "a whole number"), ("age > $5", 7, "a whole number"), ("age ~ 5", 5, "an operator of age"), ("denied_on > 2026-13-01", 13, "a day such as"), ("denied_on > 2026-02-30", 13, "a day"),
        ("denied_on > 11/23/2026", 13, "a day"), ("denied_on > yesterday", 13, "a day"), ("denied_on > today-30", 13, "a day"), ("denied_on > today-d", 13, "a day"), ("denied_on > today-30w", 13, "a day"),
        ("dos = today - 30d", 13, "AND, OR"), ("dos is", 7, "EMPTY or NOT EMPTY"), ("dos is null", 8, "EMPTY"), ("dos is not", 11, "EMPTY"), ("dos is not nul", 12, "EMPTY"),
        ("dos is emtpy", 8, "Did you mean empty?"), ("payer = ", 9, "a text"), ("payer = \"Aetna", 9, "a quote that is not closed"), ("payer = 'Aetna\"", 9, "not closed"), ("payer = \"\"", 9, "payer is empty"),
        ("payer = \"   \"", 9, "payer is empty"), ("payer ~ ''", 9, "payer is empty"), ("payer = and", 9, "a text"), ("payer = Blue Cross", 14, "AND, OR"), ("payer = O'Brien", 10, "AND, OR"),
        ("payer = a\0b", 10, "U+0000"), ("payer = \"a\u0007b\"", 11, "U+0007"), ("payer = \uD800", 9, "U+D800"), ("flagged = maybe", 11, "true or false"), ("flagged < true", 9, "an operator of flagged"),
        ("flagged is empty", 9, "AND, OR"), ("flagged ~ true", 9, "an operator"), ("flagged true", 9, "AND, OR"), ("assignee < me", 10, "an operator of assignee"), ("assignee = ", 12, "me, nobody"),
        ("carc > 29", 6, "an operator of carc"), ("carc = (29)", 8, "a code"), ("; flagged", 1, "a field"), ("balance < 10; drop", 11, "an amount"), ("balance < 10 -- x", 14, "AND, OR"),
        (string.Join(" or ", Enumerable.Repeat("age > 1", 101)), 1101, "at most 100 terms"),
        ($"age in ({string.Join(',', Enumerable.Repeat("1", 101))})", 209, "at most 100 terms"),
        (new string('(', 33) + "flagged" + new string(')', 33), 33, "at most 32 parentheses"),
        (string.Concat(Enumerable.Repeat("not ", 33)) + "flagged", 129, "at most 32"),
        ("flagged" + new string(' ', FilterLanguage.MaxLength - 6), FilterLanguage.MaxLength + 1, "at most 2,000 characters"),
    ];
}
