// The sentence behind a statement, with what it states marked, and the way to its document.

/** A sentence with the clause in it, and the number in the clause, marked. */
function quotation(evidence) {
  const { sentence, sentenceBegin, begin, end, numberBegin, numberEnd } = evidence;
  const from = begin - sentenceBegin;
  const to = end - sentenceBegin;
  const hasNumber = numberEnd > numberBegin && begin <= numberBegin && numberEnd <= end;
  const one = hasNumber ? numberBegin - sentenceBegin : to;
  const two = hasNumber ? numberEnd - sentenceBegin : to;
  return el(
    "blockquote",
    {},
    tidy(sentence.slice(0, from)),
    el(
      "mark",
      { class: "clause" },
      tidy(sentence.slice(from, one)),
      hasNumber && el("b", {}, tidy(sentence.slice(one, two))),
      tidy(sentence.slice(two, to)),
    ),
    tidy(sentence.slice(to, sentence.length)),
  );
}

/** A text without its line breaks and indents. */
function tidy(text) {
  return text.replace(/\s*\n\s*/g, "").replace(/\u3000/g, "");
}

/** The sentence, and below it the document as a link to these characters. */
function quotationWithSource(evidence) {
  return el(
    "figure",
    { class: "quotation" },
    quotation(evidence),
    el("figcaption", {}, textLink(evidence, evidence.document.short)),
  );
}

/** A link to the characters of a document. */
function textLink({ document, begin, end }, label) {
  return el(
    "a",
    { class: "source", href: href(toText(document, begin, end)), title: t("toSentence") },
    sign("quote"),
    label,
  );
}

/** A small link to a sentence, beside a statement. */
function quoteSign({ document, begin, end }) {
  return el(
    "a",
    {
      class: "icon quote",
      href: href(toText(document, begin, end)),
      title: `${t("toSentence")} · ${document.short}`,
      "aria-label": `${t("toSentence")} · ${document.short}`,
    },
    sign("quote"),
  );
}
