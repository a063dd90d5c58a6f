using System.Collections.Frozen;

namespace WriteOff.Domain.Claims;

/// <summary>How a claim adjustment reason code (CARC) is treated when it is posted.</summary>
public enum CodeTreatment
{
    /// <summary>Moved to the patient's account.</summary>
    Patient = 1,
    /// <summary>The agreed rate: lowers the balance silently.</summary>
    Contractual,
    /// <summary>Another party dealt with it, or it only informs.</summary>
    Informational,
    /// <summary>Not decided yet, or the next payer's turn: stays open without a denial.</summary>
    Pended,
    /// <summary>Refused: a denial.</summary>
    Denial,
}

/// <summary>What kind of refusal a CARC is.</summary>
public enum CodeCategory
{
    PatientResponsibility = 1,
    Contractual,
    CoordinationOfBenefits,
    Eligibility,
    Authorization,
    TimelyFiling,
    Coding,
    MedicalNecessity,
    Duplicate,
    NonCovered,
    Other,
}

/// <summary>One adjustment code in our own short wording. X12's texts are copyrighted and are not shipped.</summary>
/// <param name="Code">Without leading zeros, letters upper case.</param>
/// <param name="Appealable">Yes, no, or null: look at it.</param>
public sealed record AdjustmentCode(string Code, string UsualGroup, CodeTreatment Treatment, CodeCategory Category, bool? Appealable, string Words);

/// <summary>The shipped adjustment codes. Unknown codes pass through as denials of category other.</summary>
public static class AdjustmentCodes
{
    private static readonly FrozenDictionary<string, AdjustmentCode> All = Read().ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);

    /// <summary>The code's entry; an unknown code gets a plain one, so that no cent is lost.</summary>
    public static AdjustmentCode Find(string code) =>
        All.TryGetValue(code, out var known) ? known : new AdjustmentCode(code, "", CodeTreatment.Denial, CodeCategory.Other, null, $"Code {code}, not in our list");

    /// <summary>All shipped codes.</summary>
    public static IReadOnlyCollection<AdjustmentCode> Shipped => All.Values;

    /// <summary>Who carries an amount adjusted under this CAS group, in words.</summary>
    public static string GroupWords(string group) => group switch
    {
        "CO" => "The provider carries it, not the patient.",
        "PR" => "The patient may be billed for it.",
        "OA" => "Another adjustment; nobody is named to carry it.",
        "PI" => "The payer started this cut; the patient may not be billed.",
        "CR" => "Correction of an earlier adjudication.",
        _ => "The payer named no known group.",
    };

    /// <summary>The word of a category, as filters and tables write it.</summary>
    public static string WordOf(CodeCategory category) => category switch
    {
        CodeCategory.PatientResponsibility => "patient-resp",
        CodeCategory.Contractual => "contractual",
        CodeCategory.CoordinationOfBenefits => "cob",
        CodeCategory.Eligibility => "eligibility",
        CodeCategory.Authorization => "auth",
        CodeCategory.TimelyFiling => "timely-filing",
        CodeCategory.Coding => "coding",
        CodeCategory.MedicalNecessity => "medical-necessity",
        CodeCategory.Duplicate => "duplicate",
        CodeCategory.NonCovered => "non-covered",
        CodeCategory.Other => "other",
    };

    private static IEnumerable<AdjustmentCode> Read()
    {
        using var stream = typeof(AdjustmentCodes).Assembly.GetManifestResourceStream("WriteOff.Domain.Claims.adjustment-codes.csv")!;
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',', 6);
            yield return new AdjustmentCode(cells[0], cells[1], TreatmentOf(cells[2]), CategoryOf(cells[3]), AppealableOf(cells[4]), cells[5].Trim('"'));
        }
    }

    private static CodeTreatment TreatmentOf(string word) => word switch
    {
        "patient" => CodeTreatment.Patient,
        "contractual" => CodeTreatment.Contractual,
        "informational" => CodeTreatment.Informational,
        "pended" => CodeTreatment.Pended,
        "denial" => CodeTreatment.Denial,
        _ => throw new InvalidDataException($"adjustment-codes.csv: treatment {word}"),
    };

    private static CodeCategory CategoryOf(string word) => Enum.GetValues<CodeCategory>().Where(c => string.Equals(WordOf(c), word, StringComparison.Ordinal)).Cast<CodeCategory?>().SingleOrDefault()
        ?? throw new InvalidDataException($"adjustment-codes.csv: category {word}");

    private static bool? AppealableOf(string word) => word switch { "yes" => true, "no" => false, _ => null };
}
