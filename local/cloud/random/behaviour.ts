import type { Behaviours, Subject } from "../behaviour";

export const behaviour: Behaviours = {
  "random:index/randomId:RandomId": {
    outputs({ inputs, randomBytes }) {
      const bytes = randomBytes(Number(inputs.byteLength));
      const prefix = typeof inputs.prefix === "string" ? inputs.prefix : "";
      const hex = bytes.toString("hex");
      return {
        id: bytes.toString("base64url"),
        hex: prefix + hex,
        dec: prefix + BigInt(`0x${hex}`),
        b64Std: prefix + bytes.toString("base64"),
        b64Url: prefix + bytes.toString("base64url"),
      };
    },
  },
  "random:index/randomBytes:RandomBytes": {
    outputs({ inputs, randomBytes }) {
      const bytes = randomBytes(Number(inputs.length));
      const base64 = bytes.toString("base64");
      return { id: base64, base64, hex: bytes.toString("hex") };
    },
  },
  "random:index/randomPassword:RandomPassword": {
    // Not the hash of the value, which no program can tell; the id is the upstream provider's word for "none".
    outputs: (subject) => ({
      ...characters(subject),
      id: "none",
      bcryptHash: `$2a$10$${subject.randomBytes(40).toString("base64").replaceAll("+", ".").slice(0, 53)}`,
    }),
  },
  "random:index/randomString:RandomString": {
    outputs(subject) {
      const made = characters(subject);
      return { ...made, id: made.result };
    },
  },
};

/** Characters by chance: first as many of each kind as are asked for, then of all kinds, then shuffled (random/string.go). */
function characters({ inputs, randomBytes }: Subject) {
  const numeric = inputs.numeric ?? inputs.number ?? true;
  const special = typeof inputs.overrideSpecial === "string" && inputs.overrideSpecial !== "" && inputs.overrideSpecial;
  const kinds = [
    { use: inputs.upper, least: inputs.minUpper, letters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
    { use: inputs.lower, least: inputs.minLower, letters: "abcdefghijklmnopqrstuvwxyz" },
    { use: numeric, least: inputs.minNumeric, letters: "0123456789" },
    { use: inputs.special, least: inputs.minSpecial, letters: special || "!@#$%&*()-_=+[]{}<>:?" },
  ];
  const length = Number(inputs.length);
  const chance = randomBytes(length * 4);
  const pick = (letters: string, place: number) => letters[chance.readUInt16LE(place * 2) % letters.length] as string;
  const all = kinds
    .filter(({ use }) => use !== false)
    .map(({ letters }) => letters)
    .join("");
  const asked = kinds.flatMap(({ least, letters }) => Array<string>(Number(least ?? 0)).fill(letters));
  const picked = Array.from({ length }, (_, place) => pick(asked[place] ?? all, place));
  const order = (place: number) => chance.readUInt16LE((length + place) * 2);
  const shuffled = picked.map((letter, place) => ({ letter, at: order(place) })).sort((a, b) => a.at - b.at);
  return { result: shuffled.map(({ letter }) => letter).join(""), numeric, number: numeric };
}
