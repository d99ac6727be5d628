import assert from "node:assert/strict";
import fs, { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import promises from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { JournaledFile, UnfitJournal } from "../../local/journaled-file";

/** One of them is longer than the others, so that its rest would show behind another. */
const change = (number: number) => (number === 3 ? { number, note: "x".repeat(50) } : { number });

describe("journaled file", () => {
  const root = mkdtempSync(join(tmpdir(), "journaled-"));
  let folder: string;
  let file: string;
  let journal: string;
  beforeEach(() => {
    folder = mkdtempSync(join(root, "f-"));
    file = join(folder, "state.json");
    journal = join(folder, "state.journal");
  });
  after(() => rmSync(root, { recursive: true }));

  const open = async () => {
    const opened = new JournaledFile(file, "power");
    return { opened, ...(await opened.read()) };
  };
  /** What is read by a process that starts now. */
  const read = async () => {
    const { text, changes } = await open();
    return { text, changes };
  };
  /** A file of the text A, and a journal with the changes 1 to 3. */
  const written = async () => {
    const { opened } = await open();
    await opened.replace("A");
    for (const number of [1, 2, 3]) await opened.append(changes(number));
    return opened;
  };
  const changes = (...numbers: number[]) => numbers.map(change);

  it("read: nothing where there is nothing", async () => {
    assert.deepEqual(await read(), { text: undefined, changes: [] });
    assert.deepEqual(readdirSync(folder), []);
  });

  it("append: what was appended is read with the file, in order", async () => {
    await written();
    assert.deepEqual(await read(), { text: "A", changes: changes(1, 2, 3) });
  });

  it("append: the next process goes on where the last one ended", async () => {
    await written();
    await (await open()).opened.append(changes(4, 5));
    assert.deepEqual((await read()).changes, changes(1, 2, 3, 4, 5));
  });

  it("replace: the journal goes, and the next one is of the new file", async () => {
    const opened = await written();
    await opened.replace("B");
    assert.deepEqual(readdirSync(folder), ["state.json"]);
    await opened.append(changes(4));
    assert.deepEqual(await read(), { text: "B", changes: changes(4) });
  });

  it("both: only their owner may read them", async () => {
    await written();
    assert.deepEqual(
      [file, journal].map((path) => statSync(path).mode & 0o777),
      [0o600, 0o600],
    );
  });

  it("process killed at any byte of the journal: every complete change is read, and no part of one", async () => {
    await written();
    const whole = readFileSync(journal);
    for (let length = 0; length <= whole.length; length++) {
      const part = whole.subarray(0, length);
      writeFileSync(journal, part);
      const complete = Math.max(0, part.toString().split("\n").length - 2); // without the header, and the torn line
      assert.deepEqual(await read(), { text: "A", changes: changes(1, 2, 3).slice(0, complete) }, `${length} bytes`);
    }
  });

  it("process killed at any byte of the journal: the next one writes on, and nothing of the torn line is left", async () => {
    await written();
    const whole = readFileSync(journal);
    for (let length = 0; length <= whole.length; length++) {
      writeFileSync(journal, whole.subarray(0, length));
      const { opened, changes: before } = await open();
      await opened.append(changes(9));
      assert.deepEqual(await read(), { text: "A", changes: [...before, change(9)] }, `${length} bytes`);
    }
  });

  it("process killed while it replaces the file: the changes are read once, from the journal or from the file", async () => {
    const opened = await written();
    const before = { file: readFileSync(file), journal: readFileSync(journal) };
    const unlink = fs.rmSync;
    let replaced: Buffer | undefined;
    // The last moment of a replacement is the removal of the journal.
    Object.assign(fs, {
      rmSync: (path: string, options: fs.RmOptions) => {
        replaced = readFileSync(journal);
        unlink(path, options);
      },
    });
    try {
      await opened.replace("B with 1, 2, 3");
    } finally {
      Object.assign(fs, { rmSync: unlink });
    }
    const announced = replaced as Buffer;
    assert.ok(announced.length > before.journal.length);
    for (let length = before.journal.length; length <= announced.length; length++) {
      writeFileSync(file, before.file);
      writeFileSync(journal, announced.subarray(0, length));
      assert.deepEqual(await read(), { text: "A", changes: changes(1, 2, 3) }, `old file, ${length} bytes`);
    }
    writeFileSync(file, "B with 1, 2, 3");
    assert.deepEqual(await read(), { text: "B with 1, 2, 3", changes: [] });
    await (await open()).opened.append(changes(4));
    assert.deepEqual(await read(), { text: "B with 1, 2, 3", changes: changes(4) });
  });

  it("disk full: of what could not be written whole nothing is left when something else is", async () => {
    const opened = await written();
    const { writeSync } = fs;
    Object.assign(fs, {
      writeSync: (descriptor: number, bytes: Buffer, offset: number, length: number, position: number) => {
        writeSync(descriptor, bytes, offset, length - 3, position);
        throw new Error("no space left on device");
      },
    });
    try {
      await assert.rejects(opened.append(changes(3, 4)), /no space left/);
    } finally {
      Object.assign(fs, { writeSync });
    }
    await opened.append(changes(5));
    assert.deepEqual((await read()).changes, changes(1, 2, 3, 5));
  });

  it("long: a journal is once it has outgrown its file, and what is small is not worth it", async () => {
    const opened = await written();
    assert.equal(opened.isLong, false);
    const text = "x".repeat(100_000);
    await opened.append([{ text }]);
    assert.equal(opened.isLong, true);
    await opened.replace(text.repeat(2));
    await opened.append([{ text }]);
    assert.equal(opened.isLong, false);
  });

  const unfit: Record<string, { spoil: () => void; says: string }> = {
    "an old copy of the file was put back": {
      spoil: () => writeFileSync(file, "an old copy"),
      says: "state.journal beside it holds changes of another version of it",
    },
    "the file is gone": {
      spoil: () => rmSync(file),
      says: "state.journal beside it holds changes of it, and it is gone itself",
    },
    "a line was edited": {
      spoil: () => writeFileSync(journal, readFileSync(journal, "utf8").replace('{"number":2}', "two")),
      says: "line 3 of state.journal beside it is not a change",
    },
  };
  for (const [what, { spoil, says }] of Object.entries(unfit))
    it(`unfit: ${what}, which is said, and both are left as they are`, async () => {
      await written();
      spoil();
      const before = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
      await assert.rejects(read(), new UnfitJournal(says));
      assert.deepEqual(
        readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8")),
        before,
      );
    });

  it("read: a file that is replaced between the reading of the two is read again", async () => {
    const opened = await written();
    const { readFile } = promises;
    let isFirst = true;
    Object.assign(promises, {
      readFile: async (path: string) => {
        const content = await readFile(path);
        if (isFirst) await opened.replace("B with 1, 2, 3");
        isFirst = false;
        return content;
      },
    });
    try {
      assert.deepEqual(await read(), { text: "B with 1, 2, 3", changes: [] });
    } finally {
      Object.assign(promises, { readFile });
    }
  });

  it("read: while somebody writes, what was written last when it began, or something later", async () => {
    const { opened } = await open();
    await opened.replace("0");
    let written = 0;
    const write = async () => {
      for (let number = 1; number <= 60; number++) {
        await opened.append(changes(number));
        if (number % 3 === 0) await opened.replace(String(number));
        written = number;
      }
    };
    const look = async () => {
      while (written < 60) {
        const before = written;
        const { text, changes: since } = await read();
        const seen = (since.at(-1) as { number: number } | undefined)?.number ?? Number(text);
        assert.ok(seen >= before, `${seen} was read after ${before} had been written`);
      }
    };
    await Promise.all([write(), look(), look()]);
    assert.deepEqual(await read(), { text: "60", changes: [] });
  });
});
