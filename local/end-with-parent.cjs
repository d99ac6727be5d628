// Preloaded into what we start: the program and policy packs. They run outside our process group, so that Ctrl-C reaches us
// alone and we decide what ends when; their standard input is a pipe that we hold, and closes when we end, in whatever
// way that is. (Unreferenced: it keeps nothing alive.)
process.stdin
  .on("end", () => process.exit())
  .resume()
  .unref();
