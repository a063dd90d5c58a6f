using WriteOff.Bench;

return args switch
{
    ["read", .. var rest] => ReadBench.Run(rest),
    ["single", .. var rest] => await SingleBench.Run(rest),
    ["post", .. var rest] => await PostBench.Run(rest),
    ["reference", .. var rest] => await ReferenceBench.Run(rest),
    ["mass", .. var rest] => await MassBench.Run(rest),
    ["decide", .. var rest] => await DecideBench.Run(rest),
    ["grid", .. var rest] => await GridBench.Run(rest),
    ["causes", .. var rest] => await CausesBench.Run(rest),
    ["pivots", .. var rest] => await PivotBench.Run(rest),
    ["verify", .. var rest] => await VerifyBench.Run(rest),
    ["opening", .. var rest] => await OpeningBench.Run(rest),
    ["start", .. var rest] => await StartBench.Run(rest),
    ["circuit", "serve"] => await CircuitHosts.Serve(),
    ["circuit", .. var rest] => await CircuitBench.Run(rest),
    _ => Harness.Usage("read [megabytes]", "single [denials]", "post [claims | --megabytes n]", "reference " + ReferenceArguments.Words, "mass " + ReferenceArguments.Words + " [--small]", "decide " + ReferenceArguments.Words, "grid " + ReferenceArguments.Words, "causes [write-offs]", "pivots [write-offs]", "verify [rows]", "opening [rows]", "start [publish options]", "circuit [circuits]"),
};
