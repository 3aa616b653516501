// The texts of the interface. Chinese unless the address says otherwise.

/** A text of the interface; `{name}` in it is replaced by a value. */
function t(key, values = {}) {
  const text = (STRINGS[state.lang] ?? STRINGS.zh)[key] ?? STRINGS.zh[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === "number" ? number(values[name]) : values[name],
  );
}

/** A count with its thousands marked. */
function number(value) {
  return value.toLocaleString("en-US");
}

/** What a thing is called in the language of the interface; Chinese where it has no English name. */
function nameOf(thing) {
  return state.lang === "en" && thing.english ? thing.english : thing.label;
}

/** A name short enough for a list: a document by its place, years and genre. */
function shortName(thing) {
  return thing.kind === "document" ? thing.short : nameOf(thing);
}

/** A document's years: 2024 or 2019–2022, empty where it does not say. */
function yearsOf(thing) {
  return thing.start === thing.end || !thing.end ? thing.start : `${thing.start}–${thing.end}`;
}
