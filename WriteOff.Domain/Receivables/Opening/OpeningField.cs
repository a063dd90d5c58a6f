namespace WriteOff.Domain.Receivables.Opening;

/// <summary>What a column of an opening file can hold.</summary>
public enum OpeningField
{
    /// <summary>The patient control number as billed (CLM01): what a later 835 names the claim by.</summary>
    ClaimNumber = 1,
    /// <summary>What is open, in dollars.</summary>
    Balance,
    /// <summary>Total charge of the claim as billed.</summary>
    Charge,
    PayerName,
    PayerId,
    /// <summary>Last name, first name.</summary>
    Patient,
    PatientLast,
    PatientFirst,
    MemberId,
    Provider,
    ServiceFrom,
    ServiceTo,
    /// <summary>CARC, with or without its group: <c>CO-197</c>, <c>197</c>. Empty: the claim is open, but nobody denied it.</summary>
    DenialCode,
    Group,
    /// <summary>RARCs, separated by blanks or commas.</summary>
    RemarkCodes,
    DeniedOn,
    /// <summary>Who works it here: display name or e-mail address.</summary>
    Assignee,
}

/// <summary>The fields' names, rules and the headers under which practice-management systems export them.</summary>
public static class OpeningFields
{
    /// <summary>All, as the page lists them.</summary>
    public static IReadOnlyList<OpeningField> All { get; } = Enum.GetValues<OpeningField>();

    /// <summary>The field's name on screen.</summary>
    public static string Label(this OpeningField field) => field switch
    {
        OpeningField.ClaimNumber => "Claim number",
        OpeningField.Balance => "Open balance",
        OpeningField.Charge => "Total charge",
        OpeningField.PayerName => "Payer",
        OpeningField.PayerId => "Payer id",
        OpeningField.Patient => "Patient (last, first)",
        OpeningField.PatientLast => "Patient’s last name",
        OpeningField.PatientFirst => "Patient’s first name",
        OpeningField.MemberId => "Member id",
        OpeningField.Provider => "Provider",
        OpeningField.ServiceFrom => "Date of service",
        OpeningField.ServiceTo => "Last date of service",
        OpeningField.DenialCode => "Denial code (CARC)",
        OpeningField.Group => "Group (CO, PR, OA, PI)",
        OpeningField.RemarkCodes => "Remark codes (RARC)",
        OpeningField.DeniedOn => "Denied on",
        OpeningField.Assignee => "Assigned to",
    };

    /// <summary>Without it nothing can be opened.</summary>
    public static bool IsNeeded(this OpeningField field) => field is OpeningField.ClaimNumber or OpeningField.Balance or OpeningField.PayerName;

    /// <summary>Headers, as <see cref="OpeningColumns.Plain"/> writes them, the likeliest first.</summary>
    internal static string[] Headers(this OpeningField field) => field switch
    {
        OpeningField.ClaimNumber => ["claimnumber", "claimno", "claim", "patientcontrolnumber", "pcn", "claimid", "patientaccountnumber", "accountnumber", "accountno", "acctnumber", "acctno", "patientacctno", "account", "acct", "encounterid", "visitid", "clm01"],
        OpeningField.Balance => ["openbalance", "balance", "insurancebalance", "insbalance", "outstanding", "outstandingbalance", "amountdue", "balancedue", "openamount", "remaining", "insbal", "arbalance", "deniedamount", "amountdenied"],
        OpeningField.Charge => ["totalcharge", "totalcharges", "charge", "charges", "billed", "billedamount", "amountbilled", "claimamount", "chargeamount", "feebilled", "clm02"],
        OpeningField.PayerName => ["payer", "payername", "insurance", "insurancename", "carrier", "carriername", "insurancecompany", "primaryinsurance", "plan", "payor", "payorname"],
        OpeningField.PayerId => ["payerid", "carrierid", "insuranceid", "payorid", "insuranceplanid"],
        OpeningField.Patient => ["patient", "patientname", "name", "ptname"],
        OpeningField.PatientLast => ["patientlastname", "lastname", "patientlast", "lname", "last"],
        OpeningField.PatientFirst => ["patientfirstname", "firstname", "patientfirst", "fname", "first"],
        OpeningField.MemberId => ["memberid", "subscriberid", "policynumber", "insuredid", "memberno", "policyid"],
        OpeningField.Provider => ["provider", "renderingprovider", "providername", "doctor", "physician"],
        OpeningField.ServiceFrom => ["dateofservice", "dos", "servicedate", "dosfrom", "fromdate", "servicefrom", "datefrom", "datesvc", "dateservice", "svcdate"],
        OpeningField.ServiceTo => ["dosto", "todate", "serviceto", "dateto", "lastdateofservice", "throughdate"],
        OpeningField.DenialCode => ["denialcode", "carc", "reasoncode", "adjustmentcode", "adjustmentreasoncode", "carccode", "denialreason", "denialreasoncode", "adjreason"],
        OpeningField.Group => ["group", "groupcode", "adjustmentgroup", "cagc", "claimadjustmentgroupcode"],
        OpeningField.RemarkCodes => ["remarkcodes", "remarkcode", "rarc", "remarks", "rarccode", "rarcs"],
        OpeningField.DeniedOn => ["deniedon", "denialdate", "datedenied", "denieddate", "eradate", "eobdate", "remitdate", "adjudicationdate"],
        OpeningField.Assignee => ["assignedto", "assignee", "worker", "biller", "owner", "workedby"],
    };
}
