// What we start runs here: `node run-sdk.cjs RUNNER`, where RUNNER is a script of the SDK that runs a program or a policy pack.
// With what arguments is the first line of standard input. Until then there is time to load what it will need.
//
// It runs outside our process group, so that Ctrl-C reaches us alone and we decide what ends when; its standard input is a
// pipe that we hold, and closes when we end, in whatever way that is. (Unreferenced once it has said what to run: it keeps
// nothing alive.)
const { argv, stdin } = process;
const runner = argv[2];

let text = "";
stdin
  .setEncoding("utf8")
  .on("data", hear)
  .on("end", () => process.exit());

function hear(part) {
  text += part;
  if (!text.includes("\n")) return;
  stdin.off("data", hear).resume().unref();
  const { args, environment } = JSON.parse(text);
  Object.assign(process.env, environment);
  process.argv = [argv[0], runner, ...args];
  require(runner);
}
