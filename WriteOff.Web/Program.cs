using WriteOff.Web.Commands;

return await CommandLine.Run(args);
