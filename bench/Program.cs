using WriteOff.Bench;

return args switch
{
    ["read", .. var rest] => ReadBench.Run(rest),
    ["single", .. var rest] => await SingleBench.Run(rest),
    ["grid", .. var rest] => await GridBench.Run(rest),
    ["causes", .. var rest] => await CausesBench.Run(rest),
    _ => Harness.Usage("read [megabytes]", "single [denials]", "grid [denials]", "causes [write-offs]"),
};
