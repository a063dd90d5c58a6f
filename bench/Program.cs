using WriteOff.Bench;

return args switch
{
    ["read", .. var rest] => ReadBench.Run(rest),
    ["single", .. var rest] => await SingleBench.Run(rest),
    ["grid", .. var rest] => await GridBench.Run(rest),
    ["verify", .. var rest] => await VerifyBench.Run(rest),
    ["start", .. var rest] => await StartBench.Run(rest),
    _ => Harness.Usage("read [megabytes]", "single [denials]", "grid [denials]", "verify [rows]", "start [publish options]"),
};
