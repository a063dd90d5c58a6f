using WriteOff.Bench;

return args switch
{
    ["read", .. var rest] => ReadBench.Run(rest),
    _ => Harness.Usage("read [megabytes]"),
};
