// Fetches a round's questions and released numbers, and lays the answers of a code beside them.
"use strict";

const MineRounds = (() => {
  const UNKNOWN =
    "Vi kan ikke finde den runde, koden hører til. Se koden efter. Er den rigtig, så svar på mailen fra KiAP, så hjælper vi dig.";
  const BUSY = "Vi kan ikke hente klyngens tal lige nu. Vent et øjeblik, og prøv igen.";
  const OFFLINE = "Vi kan ikke hente klyngens tal. Se efter, om du har forbindelse, og prøv igen.";
  const OTHER_QUESTIONS =
    "Koden hører til andre spørgsmål end dem, vi har for runden, så den kan ikke læses. Din kopi gælder stadig.";

  // `written` is a code or a link. Either `fault` in words, or the round with `code` and each item's `own`.
  async function read(written) {
    const parts = MineCode.read(written);
    if (parts.fault) return parts;
    const round = await fetched(parts.readingKey);
    return round.fault ? round : withAnswers(round, parts);
  }

  // The address holds the round's key, the same for all its members, and nothing of the answers.
  async function fetched(readingKey) {
    try {
      const answer = await fetch(`/mine/tal/${readingKey}`, {
        cache: "no-store",
        credentials: "omit",
        referrerPolicy: "no-referrer",
      });
      if (answer.status === 404) return { fault: UNKNOWN };
      return answer.ok ? await answer.json() : { fault: BUSY };
    } catch {
      return { fault: OFFLINE };
    }
  }

  function withAnswers(round, parts) {
    const items = round.sections.flatMap((section) => section.items);
    const own = MineCode.answers(parts.digits, items.map((item) => item.labels.length));
    if (own === null || parts.fingerprint !== round.fingerprint) return { fault: OTHER_QUESTIONS };
    items.forEach((item, at) => { item.own = own[at]; });
    return { ...round, code: parts.code };
  }

  return { read };
})();
