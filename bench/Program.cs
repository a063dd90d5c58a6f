Console.Error.WriteLine("usage: bench read | single");
return 2;
