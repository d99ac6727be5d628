/** Tells which applications are made of a source that has changed. */
import { context } from "esbuild";

export interface Sources {
  close(): Promise<void>;
}

/**
 * Bundled for that alone: what runs is the source as it stands, where it finds its files. A source that cannot be read is
 * told, and nothing is started anew.
 *
 * @param entries application → its `main.ts`
 */
export async function watchSources(
  entries: Readonly<Record<string, string>>,
  changed: (apps: string[]) => void,
  say: (text: string) => void,
): Promise<Sources> {
  let hashes: Readonly<Record<string, string>> | undefined;
  const watching = await context({
    entryPoints: { ...entries },
    bundle: true,
    platform: "node",
    packages: "external",
    write: false,
    outdir: "/",
    logLevel: "silent",
    plugins: [
      {
        name: "changes",
        setup: ({ onEnd }) =>
          onEnd(({ errors, outputFiles = [] }) => {
            for (const { text, location } of errors)
              say(`${location ? `${location.file}:${location.line}: ` : ""}${text}`);
            if (errors.length > 0) return;
            const now = Object.fromEntries(outputFiles.map(({ path, hash }) => [path.slice(1, -".js".length), hash]));
            const before = hashes;
            hashes = now;
            const others = Object.keys(now).filter((app) => before && before[app] !== now[app]);
            if (others.length > 0) changed(others);
          }),
      },
    ],
  });
  await watching.watch();
  return { close: () => watching.dispose() };
}
