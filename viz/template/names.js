// Finding things by any of their names, in simplified or traditional characters, in pinyin or by its initials.

let simplifiedOf;
let searchable;

function prepareSearch() {
  simplifiedOf = new Map();
  for (const [plain, forms] of Object.entries(model.traditional))
    for (const form of forms) simplifiedOf.set(form, plain);
  searchable = model.things
    .filter((thing) => thing.kind !== "target")
    .map((thing) => ({ thing, names: namesOf(thing) }));
}

function namesOf(thing) {
  const written = thing.surfaces.map((surface) => simplify(surface.text));
  const names = [thing.label, thing.english, thing.short, thing.file, ...thing.names, ...written];
  return [...new Set(names.filter(Boolean).map((name) => name.toLowerCase()))];
}

function simplify(text) {
  return [...text].map((char) => simplifiedOf.get(char) ?? char).join("");
}

/** The best matches of a query, the best first; among equals the most connected. */
function findThings(query, limit) {
  const wanted = simplify(query.trim().toLowerCase().normalize("NFKC"));
  if (!wanted) return [];
  const sounds = /^[a-z][a-z' ]*$/.test(wanted) ? wanted.replace(/[' ]/g, "") : "";
  const found = [];
  for (const { thing, names } of searchable) {
    const [score, name] = bestName(names, wanted, sounds);
    if (score) found.push({ thing, name, score: score + Math.min(thing.links.length, 99) / 100 });
  }
  return found.sort((a, b) => b.score - a.score || a.thing.index - b.thing.index).slice(0, limit);
}

function bestName(names, wanted, sounds) {
  let best = [0, ""];
  names.forEach((name, at) => {
    const score = scoreName(name, wanted, sounds) - (at ? 0.5 : 0);
    if (score > best[0]) best = [score, name];
  });
  return best;
}

/** How well a name fits: whole, beginning, inside, by sound; 0 where it does not. */
function scoreName(name, wanted, sounds) {
  if (name === wanted) return 9;
  if (name.startsWith(wanted)) return 7;
  if (name.includes(wanted)) return 5;
  if (!sounds) return isSpread(name, wanted) ? 1.5 : 0;
  const at = soundsAt(name, sounds);
  return at < 0 ? 0 : at === 0 ? 4 : 3;
}

/** Whether the characters of a Chinese query stand in the name in their order. */
function isSpread(name, wanted) {
  if (wanted.length < 2) return false;
  let from = 0;
  for (const char of wanted) {
    from = name.indexOf(char, from) + 1;
    if (!from) return false;
  }
  return true;
}

/** The first character of a name from which it is pronounced as the letters say; -1 where there is none. */
function soundsAt(name, letters) {
  for (let at = 0; at < name.length; at++) if (isPronounced(name, at, letters)) return at;
  return -1;
}

/** Whether the letters are the syllables, or the initials, of the characters from `at` on; the last may be unfinished. */
function isPronounced(name, at, letters) {
  if (!letters) return true;
  const syllables = model.readings[name[at]];
  if (!syllables) return false;
  return syllables.split(" ").some((syllable) => {
    if (syllable.startsWith(letters)) return true;
    if (letters.startsWith(syllable) && isPronounced(name, at + 1, letters.slice(syllable.length))) return true;
    return letters[0] === syllable[0] && isPronounced(name, at + 1, letters.slice(1));
  });
}
