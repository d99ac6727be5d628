import { run } from "./index";

// A reader that has seen enough, as `| head` has, must not end an operation halfway: the rest is written to nobody.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

run(process.argv.slice(2), {
  in: process.stdin,
  out: process.stdout,
  err: process.stderr,
  environment: process.env,
  cwd: process.cwd(),
}).then(async (code) => {
  // What stands in a pipe's buffer would be lost: a program that starts this one gives it sockets, which do not block.
  await Promise.all([process.stdout, process.stderr].map(flushed));
  process.exit(code);
});

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((done) => stream.write("", () => done()));
}
