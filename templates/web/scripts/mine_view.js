// Draws one round or two: each question, the own answer in words, and where it lies among the cluster's.
"use strict";

const MineView = (() => {
  const { element, headerCell, bar, help } = MineParts;
  const HALF = 0.5; // a bar is never drawn as if the whole cluster stood behind it when it does not
  const THEN = "Dengang", NOW = "Nu", CLUSTER = "Klyngen";
  const CALM =
    "Der er ingen rigtige svar her. Svarer du anderledes end de fleste, siger det noget om din hverdag lige nu " +
    "og intet om, hvor dygtig du er.";
  const CALM_OVER_TIME =
    "Et svar kan skifte fra uge til uge. Hold dig til det, du selv kan genkende, mere end til det enkelte spørgsmål.";
  const WHOSE =
    "Klyngens tal er hentet hos os og er de samme for alle i klyngen. Dine egne svar kommer fra din kode og er " +
    "blevet i din browser.";

  // `rounds` are in order of time, one or two; the last one's questions lead.
  function drawn(rounds) {
    const latest = rounds[rounds.length - 1];
    return [
      heading(latest),
      ...rounds.map((round) => about(round, rounds.length > 1)),
      element("p", "", CALM),
      rounds.length > 1 && element("p", "", CALM_OVER_TIME),
      rounds.length > 1 && caveats(latest.caveats),
      element("p", "quiet", WHOSE),
      ...latest.sections.map((section) => sectionOf(section.title, pairs(section.items, rounds))),
      rounds.length > 1 && goneSince(rounds),
      help(latest.help, latest.contacts),
    ].filter(Boolean);
  }

  function heading(round) {
    const made = element("h2", "result", round.title);
    made.tabIndex = -1;
    return made;
  }

  function about(round, isOneOfTwo) {
    const when = isOneOfTwo ? `${round.round === 1 ? THEN : NOW} (${round.month}): ` : "";
    if (round.standing) return element("p", "notice", when, round.standing);
    return element("p", "lead", when, round.answered);
  }

  function caveats(sentences) {
    if (!sentences.length) return null;
    return element("ul", "caveats", ...sentences.map((sentence) => element("li", "", sentence)));
  }

  // Each question with how it was answered in the rounds that asked it in the same way.
  function pairs(items, rounds) {
    const latest = rounds[rounds.length - 1];
    if (rounds.length === 1) return items.map((item) => ({ item, answers: [{ name: CLUSTER, item }] }));
    const before = itemsById(rounds[0]);
    return items.map((item) => {
      const changed = latest.changed[item.id] || "";
      const now = { name: NOW, item };
      return { item, changed, answers: changed ? [now] : [{ name: THEN, item: before.get(item.id) }, now] };
    });
  }

  function itemsById(round) {
    return new Map(round.sections.flatMap((section) => section.items.map((item) => [item.id, item])));
  }

  function goneSince([first, latest]) {
    const after = itemsById(latest);
    const gone = [...itemsById(first).values()].filter((item) => !after.has(item.id));
    if (!gone.length) return null;
    const asked = gone.map((item) => ({ item, changed: latest.changed[item.id], answers: [{ name: THEN, item }] }));
    return sectionOf("Kun stillet dengang", asked);
  }

  function sectionOf(title, asked) {
    return element("section", "beside", element("h2", "", title), ...asked.map(question));
  }

  function question({ item, changed, answers }) {
    return element(
      "article",
      "asked",
      element("h3", "", item.text),
      element("p", "own", ...ownAnswers(answers)),
      changed && element("p", "quiet", changed),
      distribution(item, answers),
      ...answers.filter(({ item: { cluster } }) => cluster && cluster.words).map((one) => inWords(one, answers)),
    );
  }

  function ownAnswers(answers) {
    if (answers.length === 1) return answered(answers[0].item, "Dit svar: ", "Du svarede ikke her.");
    const [then, now] = answers.map(({ item }) => item);
    return [...answered(then, "Dit svar dengang: ", "Dengang svarede du ikke her."), element("br"),
      ...answered(now, "Dit svar nu: ", "Nu svarede du ikke her.")];
  }

  function answered(item, before, none) {
    return item.own ? [before, element("strong", "", item.labels[item.own - 1])] : [none];
  }

  function inWords({ name, item }, answers) {
    return element("p", "quiet", answers.length > 1 ? `${name}: ${item.cluster.words}` : item.cluster.words);
  }

  function distribution(item, answers) {
    const shown = answers.filter(({ item: { cluster } }) => cluster && cluster.counts);
    if (!shown.length) return null;
    const head = [headerCell("col", "Svar"), ...shown.map(({ name, item: { cluster } }) =>
      headerCell("col", name, element("span", "quiet", ` ${cluster.n} svar`)))];
    const longest = Math.max(HALF, ...shown.flatMap(({ item: { cluster } }) => cluster.counts.map((count) => count / cluster.n)));
    const rows = item.labels.map((label, at) =>
      element("tr", "", headerCell("row", label), ...shown.map((one) => cell(one.item, at, longest))));
    return element("table", "", element("thead", "", element("tr", "", ...head)), element("tbody", "", ...rows));
  }

  // Bars are shares of those who answered, so that two rounds of different size can be seen side by side.
  function cell({ own, cluster }, at, longest) {
    const isOwn = own === at + 1;
    const count = cluster.counts[at];
    return element("td", isOwn ? "mine" : "", element("span", "count", String(count)), bar(count / cluster.n / longest),
      isOwn && element("span", "tag", "dit svar"));
  }

  return { drawn };
})();
