import { score } from "./score";

(async () => {
  const t = Date.now();
  const { rows, unchanged } = await score();
  console.log("types without:", unchanged);
  for (const { type, change, verdicts } of rows) {
    const v = Object.entries(verdicts);
    if (v.every(([, x]) => x.resources === 0)) console.log("NOWHERE", type, change.title);
    for (const [kind, x] of v) {
      const reason = typeof change.survives === "string" ? change.survives : change.survives?.[kind as never];
      if (x.survivors.length && !reason)
        console.log(
          "SURVIVES",
          kind,
          type,
          change.title,
          "|",
          change.harm,
          "|",
          x.survivors.slice(0, 3).join(" "),
          `${x.survivors.length}/${x.resources}`,
          x.told.join(","),
        );
      if (!x.survivors.length && reason && x.resources)
        console.log("STALE REASON", kind, type, change.title, x.caught.join(","));
    }
  }
  console.log(rows.length, "rows", Date.now() - t, "ms");
})();
