// Preloaded into a policy pack. It is started outside our process group, so that Ctrl-C does not reach it; its standard
// input is a pipe that we hold, and closes when we end, in whatever way that is. (Unreferenced: it keeps nothing alive.)
process.stdin
  .on("end", () => process.exit())
  .resume()
  .unref();
