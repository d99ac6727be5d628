import { run } from "./index";

run(process.argv.slice(2), {
  in: process.stdin,
  out: process.stdout,
  err: process.stderr,
  environment: process.env,
  cwd: process.cwd(),
}).then((code) => process.exit(code));
