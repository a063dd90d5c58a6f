using System.Globalization;
using WriteOff.Domain.Shared;

namespace WriteOff.Bench;

/// <summary>The statements that make one tenant's rows, each a set. States: 1 OPEN, 2 IN_PROGRESS, 3 APPEAL_PENDING, 4 PENDING_WRITEOFF, 5 WRITE_OFF, 6 RESOLVED.</summary>
internal static class ReferenceRows
{
    /// <summary>Keys as wide as the product's, and older than any that it makes now.</summary>
    private static readonly long Floor = Keys.FloorAt(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly string Today = $"'{ReferenceData.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'";

    private const string Payer = "1 + (claim * 7919 % 10007) * (claim * 104729 % 10009) * 120 / 100160064";

    public static IEnumerable<string> Of(int tenant, int denials) => [.. Claims(tenant, denials, denials * 4 / 5), .. Payments(tenant), .. Flags(tenant), .. Denials(tenant)];

    private static string Key(string number) => $"({Floor} + {number} * 4096)";

    private static string Person(int tenant, string number) => $"'00000000-0000-4000-8000-' || printf('%012d', ({number}) + {(tenant - 1) * ReferenceData.People})";

    private static string Instant(string day) => $"CAST(strftime('%s', {day}) AS INTEGER) * 1000 + 64800000";

    private static IEnumerable<string> Claims(int tenant, int denials, int claims)
    {
        yield return $"CREATE TEMP TABLE reason AS SELECT row_number() OVER (ORDER BY position) - 1 AS n, id, code, label, category FROM write_off_reason WHERE tenant_id = {tenant}";
        // Every throw once: state, amounts, days and persons of each denial, and the claim that it is on.
        yield return $"""
            CREATE TEMP TABLE random AS
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {denials}),
            thrown AS (SELECT i, (i * 2654435761) % 4294967296 % 1000 AS a, (i * 40503 + 77) % 65536 % 1000 AS b, (i * 69069 + 12345) % 4294967296 % 10000 AS c, (i * 16807 % 2147483647) % 900 AS days FROM n),
            lived AS (SELECT *, CASE WHEN i <= {claims} THEN i ELSE (i - {claims}) * 4 END AS claim,
                CASE WHEN a < 200 + days * 5 / 9 THEN CASE WHEN b < 620 THEN 5 ELSE 6 END WHEN b < 560 THEN 1 WHEN b < 820 THEN 2 WHEN b < 950 THEN 3 ELSE 4 END AS state FROM thrown),
            priced AS (SELECT *, CASE WHEN c < 600 THEN 1 + c * 997 % 999 WHEN c > 8800 THEN 100001 + c * 7919 % 900000 ELSE 1000 + c * 7919 % 99000 END AS cents FROM lived)
            SELECT *, {Payer} AS payer, CASE WHEN b % 2 = 0 THEN cents / 4 + 1 ELSE 0 END AS contractual, CASE WHEN state > 4 THEN 0 ELSE cents END AS balance,
                CASE WHEN cents < 1000 THEN 5 WHEN b % 7 = 5 THEN 6 ELSE b % 7 END AS reason,
                date({Today}, '-' || days || ' days') AS denied_on, date({Today}, '-' || (days * (b % 97) / 100) || ' days') AS acted_on,
                state = 5 AND c % 700 = 0 AS flagged, 3 + c % 30 AS who FROM priced
            """;
        yield return $"INSERT INTO payer (tenant_id, id, identifier, name, is_federal) WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {ReferenceData.Payers - 1}) SELECT {tenant}, i + 1, 'P' || i, 'Payer ' || i, 0 FROM n";
        yield return $"INSERT INTO remittance_file (tenant_id, id, name, content_hash, length, received_at, received_by, finished_at) VALUES ({tenant}, {Floor}, 'before.835', CAST('{tenant:00000000000000000000000000000000}' AS BLOB), 1, 0, {Person(tenant, "38")}, 0)";
        // Two remittances for each payer: the first denies, the second pays what is resolved and brings what waits.
        foreach (var (offset, posted, held, paid) in ((string, string, string, string)[])[("0", "COUNT(*)", "0", "0"), ("1000", "SUM(state = 6)", "SUM(flagged)", "SUM(CASE WHEN state = 6 THEN cents ELSE 0 END)")])
            yield return $"""
                INSERT INTO remittance (tenant_id, id, file_id, number, status, hold_word, why, first_posted_id, payer_identifier, payer_name, payee_identifier, payee_name, trace, amount_cents, unexplained_cents, paid_on, adjudicated_on, "identity",
                    claim_count, posted_count, held_count, unmatched_count, denial_count, version)
                SELECT {tenant}, {Key($"(payer + {offset})")}, {Floor}, payer + {offset}, 1, '', '', NULL, 'P' || (payer - 1), 'Payer ' || (payer - 1), '1999999984', 'River Clinic', 'EFT' || (payer + {offset}), {paid}, 0, {Today}, {Today},
                    CAST(printf('%032d', payer + {offset}) AS BLOB), {posted} + {held}, {posted}, {held}, 0, {(offset is "0" ? posted : "0")}, 1 FROM temp.random GROUP BY payer
                """;
        yield return $"""
            INSERT INTO claim (tenant_id, id, claim_number, claim_key, payer_id, charge_cents, balance_cents, patient_name, patient_key, member_id, provider_name, service_from, service_to, version)
            SELECT {tenant}, {Key("claim")}, 'LMG-' || printf('%07d', claim), 'LMG-' || printf('%07d', claim), MIN(payer), SUM(cents + contractual), SUM(balance), 'Patient' || (claim * 31 % 20011) || ', Given' || (claim % 97),
                'PATIENT' || (claim * 31 % 20011) || ', GIVEN' || (claim % 97), 'M' || (100000000 + claim), 'River Clinic', date({Today}, '-' || (claim * 7907 % 900 + 20) || ' days'), NULL, 1 FROM temp.random GROUP BY claim
            """;
        yield return $"""
            INSERT INTO claim_line (tenant_id, id, claim_id, number, procedure_code, modifiers, charge_cents, service_date, control_number)
            SELECT {tenant}, {Key("i")}, {Key("claim")}, CASE WHEN i <= {claims} THEN 1 ELSE 2 END, 99200 + c % 90, '', cents + contractual, date({Today}, '-' || (claim * 7907 % 900 + 20) || ' days'), '' FROM temp.random
            """;
    }

    private static IEnumerable<string> Denials(int tenant)
    {
        yield return $"""
            INSERT INTO denial (tenant_id, id, claim_id, line_id, payer_id, "group", carc, rarcs, route, route_guards, denied_on, denied_cents, taken_back_cents, balance_cents, reserved_cents, status, resolution, assignee_id, is_flagged, appeal_by,
                remittance_id, remittance_claim_id, version)
            SELECT {tenant}, {Key("i")}, {Key("claim")}, {Key("i")}, payer, CASE WHEN c % 10 < 8 THEN 'CO' ELSE 'PR' END,
                CASE WHEN c % 100 < 18 THEN '197' WHEN c % 100 < 34 THEN '16' WHEN c % 100 < 46 THEN '29' WHEN c % 100 < 56 THEN '97' WHEN c % 100 < 66 THEN '50' WHEN c % 100 < 74 THEN '96' WHEN c = 4 THEN 'B7' ELSE CAST(100 + c % 60 AS TEXT) END,
                CASE WHEN c % 3 = 0 THEN 'N130 MA01' ELSE '' END, CASE WHEN c % 100 BETWEEN 34 AND 45 THEN 3 WHEN c % 100 = 99 THEN 2 ELSE 1 END, c % 100 = 99, denied_on, cents, 0, balance, CASE WHEN state = 4 THEN cents ELSE 0 END, state, CASE WHEN state = 6 THEN 1 END,
                CASE WHEN (state IN (2, 3, 4)) OR (state > 4 AND b % 5 < 3) OR (state = 1 AND b % 10 = 0) THEN {Person(tenant, "who")} END,
                flagged, date(denied_on, '+' || (60 + c % 121) || ' days'), {Key("payer")}, {Key("(i * 2)")}, 1 FROM temp.random
            """;
        yield return $"""
            INSERT INTO appeal (tenant_id, id, denial_id, level, filed_on, window_ended_on, outcome, ended_on, note, version)
            SELECT {tenant}, {Key("i")}, {Key("i")}, 1, denied_on, date(denied_on, '+' || (60 + c % 121) || ' days'), 1, NULL, 'Sent the record', 1 FROM temp.random WHERE state = 3
            """;
        yield return $"""
            INSERT INTO write_off_request (tenant_id, id, denial_id, claim_id, amount_cents, status, came_from, note, gate_sentence, requested_by, requested_at, submission_key, content_hash, balance_after_cents, status_after,
                decided_by, decided_at, decision_note, version)
            SELECT {tenant}, {Key("i")}, {Key("i")}, {Key("claim")}, cents, CASE state WHEN 5 THEN 1 ELSE 2 END, 2, 'Looked at and given up', CASE state WHEN 5 THEN '' ELSE 'Goes to a supervisor.' END, {Person(tenant, "who")}, {Instant("acted_on")},
                printf('%08X-0000-4000-8000-%012X', {tenant}, i), zeroblob(32), balance, state, NULL, NULL, '', 1 FROM temp.random WHERE state IN (4, 5)
            """;
        yield return $"""
            INSERT INTO write_off_request_line (tenant_id, request_id, number, reason_id, reason_code, reason_label, category, amount_cents, evidence_seen)
            SELECT {tenant}, {Key("i")}, 1, r.id, r.code, r.label, r.category, cents, '' FROM temp.random d JOIN temp.reason r ON r.n = d.reason WHERE d.state IN (4, 5)
            """;
        // Odd keys: the contractual share of the line; even keys: the write-off or the payment that ended the denial.
        yield return $"""
            INSERT INTO payment_application (tenant_id, id, claim_id, type, amount_cents, denial_id, line_id, reverses_id, request_id, reason_id, remittance_id, remittance_claim_id, adjustment_group, adjustment_code, posted_on, posted_at, posted_by)
            SELECT {tenant}, {Key("(i * 2 + 1)")}, {Key("claim")}, 2, contractual, NULL, {Key("i")}, NULL, NULL, NULL, {Key("payer")}, {Key("(i * 2)")}, 'CO', '45', denied_on, {Instant("denied_on")}, '00000000-0000-0000-0000-000000000000'
            FROM temp.random WHERE contractual > 0
            UNION ALL
            SELECT {tenant}, {Key("(i * 2)")}, {Key("claim")}, CASE state WHEN 5 THEN 5 ELSE 1 END, cents, {Key("i")}, {Key("i")}, NULL, CASE WHEN state = 5 THEN {Key("i")} END, CASE WHEN state = 5 THEN r.id END,
                CASE WHEN state = 6 THEN {Key("(payer + 1000)")} END, CASE WHEN state = 6 THEN {Key("(i * 2 + 1)")} END, '', '', acted_on, {Instant("acted_on")}, CASE WHEN state = 5 THEN {Person(tenant, "who")} ELSE '00000000-0000-0000-0000-000000000000' END
            FROM temp.random d JOIN temp.reason r ON r.n = d.reason WHERE d.state IN (5, 6)
            """;
        yield return $"INSERT INTO denial_note (tenant_id, id, denial_id, text, written_by, written_at) SELECT {tenant}, {Key("i")}, {Key("i")}, 'Called the payer', {Person(tenant, "3")}, 0 FROM temp.random WHERE i % 9 = 0";
    }

    /// <summary>For each denial the claim payment that made it, and where it is resolved the one that paid it.</summary>
    private static IEnumerable<string> Payments(int tenant) =>
    [
        Payment(tenant, "(i * 2)", "payer", 1, "4", "0", "1 = 1"),
        Payment(tenant, "(i * 2 + 1)", "(payer + 1000)", 1, "1", "cents", "state = 6"),
    ];

    private static string Payment(int tenant, string half, string remittance, int outcome, string status, string paid, string which) => $"""
        INSERT INTO remittance_claim (tenant_id, id, remittance_id, number, outcome, hold_word, why, claim_number, claim_key, status_code, charge_cents, paid_cents, payer_control_number, original_reference, member_id, patient_name,
            claim_id, reverses_id, corrects_id, case_id, match, note, decided_by, decided_at, segments, delimiters, version)
        SELECT {tenant}, {Key(half)}, {Key(remittance)}, i, {outcome}, '{(outcome == 1 ? "" : "AWAITING_REOPEN")}', '{(outcome == 1 ? "" : "It takes back a denial that was written off.")}',
            'LMG-' || printf('%07d', claim), 'LMG' || printf('%07d', claim), '{status}', cents + contractual, {paid}, 'ICN' || i, '', 'M' || (100000000 + claim), '',
            {(outcome == 1 ? Key("claim") : "NULL")}, {(outcome == 1 ? "NULL" : Key("(i * 2)"))}, NULL, {(outcome == 1 ? "NULL" : Key("i"))}, '', '', NULL, NULL, '', '*:^~', 1 FROM temp.random WHERE {which}
        """;

    /// <summary>For each flagged denial: the claim payment that takes it back and waits, and the case that asks about it.</summary>
    private static IEnumerable<string> Flags(int tenant)
    {
        yield return Payment(tenant, "(i * 2 + 1)", "(payer + 1000)", 2, "22", "0", "flagged");
        yield return $"""
            INSERT INTO reversal_case (tenant_id, id, claim_id, opened_at, original_id, reversal_id, confidence, match, status, closed_at, closed_by, note, version)
            SELECT {tenant}, {Key("i")}, {Key("claim")}, 0, {Key("(i * 2)")}, {Key("(i * 2 + 1)")}, 1, '', 1, NULL, NULL, '', 1 FROM temp.random WHERE flagged
            """;
        yield return $"INSERT INTO reversal_flag (tenant_id, case_id, denial_id, status) SELECT {tenant}, {Key("i")}, {Key("i")}, 1 FROM temp.random WHERE flagged";
    }
}
